// A WebSocket that a test opens, answers and breaks by hand.
export class FakeSocket {
  static made: FakeSocket[] = [];

  static get last(): FakeSocket {
    const socket = FakeSocket.made[FakeSocket.made.length - 1];
    if (!socket) throw new Error('no socket was made');
    return socket;
  }

  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  sent: { id: number; method: string; params?: Record<string, unknown> }[] = [];
  closed = false;
  readonly url: string;

  constructor(url: string) {
    this.url = url;
    FakeSocket.made.push(this);
  }

  send(text: string): void {
    this.sent.push(JSON.parse(text));
  }

  close(): void {
    this.closed = true;
  }

  open(): void {
    this.onopen?.();
  }

  lose(code = 1006): void {
    this.onclose?.({ code });
  }

  notify(method: string, params: unknown): void {
    this.onmessage?.({ data: JSON.stringify({ jsonrpc: '2.0', method, params }) });
  }

  /** The latest call of this method, if any was sent. */
  call(method: string): { id: number; params?: Record<string, unknown> } | undefined {
    return [...this.sent].reverse().find((frame) => frame.method === method);
  }

  reply(method: string, result: unknown): void {
    this.onmessage?.({ data: JSON.stringify({ jsonrpc: '2.0', id: this.call(method)?.id, result }) });
  }

  refuse(method: string, code: string, more: object = {}): void {
    const error = { code: -32000, message: code, data: { code, ...more } };
    this.onmessage?.({ data: JSON.stringify({ jsonrpc: '2.0', id: this.call(method)?.id, error }) });
  }
}

export const resumed = { role: 'participant', participant: 'p1', deliberation: 'd_1', expires_at: 9, now: 1000 };
