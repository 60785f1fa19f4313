// Words of a text, in Thai too, where nothing stands between them. Browsers without Intl.Segmenter get runs of letters.
interface Segment {
  segment: string;
  isWordLike?: boolean;
}
interface Segmenter {
  segment(text: string): Iterable<Segment>;
}
type SegmenterClass = new (locale: string, options: { granularity: 'word' }) => Segmenter;

const Known = (Intl as unknown as { Segmenter?: SegmenterClass }).Segmenter;
const segmenter = Known ? new Known('th', { granularity: 'word' }) : null;

export function wordsOf(text: string): string[] {
  const plain = text.normalize('NFC').toLowerCase();
  if (!segmenter) return plain.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  const words: string[] = [];
  for (const { segment, isWordLike } of segmenter.segment(plain)) if (isWordLike) words.push(segment);
  return words;
}

// What every sentence has says nothing about what it is about.
const empty = new Set(
  (
    'และ หรือ ที่ ซึ่ง ให้ ของ ใน การ ความ เป็น มี ควร ต้อง ได้ ไม่ กับ จะ ก็ แต่ จาก ไป มา อยู่ แล้ว ด้วย เพื่อ โดย ว่า ทุก ๆ ทำ กัน นี้ นั้น ขอ อยาก เรา คน แก่ ต่อ ' +
    'เพราะ ถ้า เมื่อ กว่า มาก ขึ้น ลง บาง หลาย อย่าง เรื่อง ยัง คือ เพิ่ม ' +
    'the a an of to in on for and or is are be we should must with that this it not our more have has'
  ).split(' '),
);

export const tellingWords = (text: string): string[] => [
  ...new Set(wordsOf(text).filter((word) => word.length > 1 && !empty.has(word))),
];
