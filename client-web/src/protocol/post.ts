// Calls by POST /rpc: for what is too long for a frame of the socket (a definition may hold a megabyte).
import { type Code, codeOf, Refusal } from './codes';
import type { Method, ParamsOf, ResultOf } from './methods';
import { Misfit, type Shape } from './shape';

/** A frame may hold 64 KiB, the request around the parameters included. */
const FRAME_BYTES = 60 * 1024;

export const fitsFrame = (params: unknown): boolean =>
  new TextEncoder().encode(JSON.stringify(params)).length <= FRAME_BYTES;

/** The error's code in what the server answered, or `unexpected`. */
export function refusalIn(text: string): Refusal {
  const unexpected = new Refusal('unexpected');
  try {
    const { error } = JSON.parse(text) as { error?: { data?: { code?: unknown; at?: unknown } } };
    if (!error?.data) return unexpected;
    return new Refusal(codeOf(error.data.code), typeof error.data.at === 'string' ? error.data.at : '');
  } catch {
    return unexpected;
  }
}

export async function post<M extends Method>(
  method: M,
  params: ParamsOf[M],
  token: string,
  shape: Shape<ResultOf<M>>,
): Promise<ResultOf<M>> {
  let text: string;
  try {
    const answer = await fetch('/rpc', {
      method: 'POST',
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
    });
    text = await answer.text();
  } catch {
    throw new Refusal('offline');
  }
  try {
    const { result } = JSON.parse(text) as { result?: unknown };
    if (result === undefined) throw refusalIn(text);
    return shape(result, '');
  } catch (fault) {
    throw fault instanceof Misfit || fault instanceof SyntaxError ? new Refusal('unexpected' satisfies Code) : fault;
  }
}
