// Files that need a token: fetched with it, then handed to the browser to save.
export interface Fetched {
  ok: boolean;
  /** As the server names it (RFC 8187), or empty. */
  name: string;
  body: Blob;
}

/** Posts `body` as JSON where there is one. Rejects when the server cannot be reached. */
export async function fetchFile(path: string, token: string, body?: unknown): Promise<Fetched> {
  const headers: Record<string, string> = { Authorization: `Bearer ${token}` };
  const init: RequestInit = { headers, cache: 'no-store' };
  if (body !== undefined) {
    headers['Content-Type'] = 'application/json';
    Object.assign(init, { method: 'POST', body: JSON.stringify(body) });
  }
  const answer = await fetch(path, init);
  return { ok: answer.ok, name: nameIn(answer.headers.get('Content-Disposition') ?? ''), body: await answer.blob() };
}

export function nameIn(disposition: string): string {
  const encoded = /filename\*=UTF-8''([^;\s]+)/i.exec(disposition)?.[1];
  const plain = /filename="([^"]*)"/i.exec(disposition)?.[1] ?? '';
  if (encoded === undefined) return plain;
  try {
    return decodeURIComponent(encoded);
  } catch {
    return plain;
  }
}

export function saveFile(name: string, body: Blob): void {
  const url = URL.createObjectURL(body);
  const anchor = document.createElement('a');
  anchor.href = url;
  anchor.download = name;
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
  // Some browsers read it only after the click has returned.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
