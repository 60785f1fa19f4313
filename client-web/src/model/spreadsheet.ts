// The first sheet of an XLSX workbook (ECMA-376) as rows of text, with what the browser has: a ZIP is a directory and
// deflated files, a sheet is XML. Enough for a roll; formulas give their last value, dates their serial number.
const decoder = new TextDecoder();

async function inflated(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

async function filesOf(buffer: ArrayBuffer): Promise<(name: string) => Promise<string | null>> {
  const view = new DataView(buffer);
  let end = buffer.byteLength - 22;
  while (end >= 0 && view.getUint32(end, true) !== 0x06054b50) end -= 1;
  if (end < 0) throw new Error('not a workbook');
  const entries = new Map<string, { at: number; size: number; method: number }>();
  let at = view.getUint32(end + 16, true);
  for (let left = view.getUint16(end + 10, true); left > 0; left -= 1) {
    const name = decoder.decode(new Uint8Array(buffer, at + 46, view.getUint16(at + 28, true)));
    entries.set(name, {
      at: view.getUint32(at + 42, true),
      size: view.getUint32(at + 20, true),
      method: view.getUint16(at + 10, true),
    });
    at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return async (name) => {
    const entry = entries.get(name);
    if (!entry) return null;
    const start = entry.at + 30 + view.getUint16(entry.at + 26, true) + view.getUint16(entry.at + 28, true);
    const bytes = new Uint8Array(buffer, start, entry.size);
    return decoder.decode(entry.method === 0 ? bytes : await inflated(bytes));
  };
}

const columnOf = (reference: string): number => {
  let n = 0;
  for (const letter of /^[A-Z]+/.exec(reference)?.[0] ?? 'A') n = n * 26 + letter.charCodeAt(0) - 64;
  return n - 1;
};

/** Texts of runs joined; phonetic hints left out. */
function textIn(element: Element): string {
  let out = '';
  for (const t of element.getElementsByTagName('t')) if (t.parentElement?.tagName !== 'rPh') out += t.textContent ?? '';
  return out;
}

export async function readWorkbook(buffer: ArrayBuffer): Promise<string[][]> {
  const file = await filesOf(buffer);
  const parse = (xml: string) => new DOMParser().parseFromString(xml, 'application/xml');
  const relations = await file('xl/_rels/workbook.xml.rels');
  const workbook = await file('xl/workbook.xml');
  if (!relations || !workbook) throw new Error('not a workbook');
  const first = parse(workbook).getElementsByTagName('sheet')[0];
  const wanted = first?.getAttribute('r:id');
  const target = [...parse(relations).getElementsByTagName('Relationship')]
    .find((one) => one.getAttribute('Id') === wanted)
    ?.getAttribute('Target');
  const sheet = target && (await file(target.startsWith('/') ? target.slice(1) : `xl/${target}`));
  if (!sheet) throw new Error('a workbook without a sheet');
  const strings = await file('xl/sharedStrings.xml');
  const shared = strings ? [...parse(strings).getElementsByTagName('si')].map(textIn) : [];
  const rows: string[][] = [];
  for (const row of parse(sheet).getElementsByTagName('row')) {
    const cells: string[] = [];
    for (const cell of row.getElementsByTagName('c')) {
      const value = cell.getElementsByTagName('v')[0]?.textContent ?? '';
      const kind = cell.getAttribute('t');
      const column = columnOf(cell.getAttribute('r') ?? '');
      while (cells.length < column) cells.push('');
      cells[column] = kind === 's' ? (shared[Number(value)] ?? '') : kind === 'inlineStr' ? textIn(cell) : value;
    }
    if (cells.some((cell) => cell.trim() !== '')) rows.push(cells.map((cell) => cell.trim()));
  }
  return rows;
}
