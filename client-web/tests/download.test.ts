import { expect, test } from 'vitest';
import { nameIn } from '../src/link/download';
import { emptyControl, reduceControl } from '../src/model/control_session';

test('a file is called what the server calls it, in Thai where it can', () => {
  const plain = 'attachment; filename="report-d_1.pdf"';
  expect(nameIn(`${plain}; filename*=UTF-8''%E0%B8%9C%E0%B8%A5%20%281%29.pdf`)).toBe('ผล (1).pdf');
  expect(nameIn(plain)).toBe('report-d_1.pdf');
  expect(nameIn(`${plain}; filename*=UTF-8''%E0%B8`)).toBe('report-d_1.pdf');
  expect(nameIn('')).toBe('');
});

test('what was saved is told until another deliberation is chosen', () => {
  const saved = reduceControl(emptyControl, { type: 'saved', name: 'รายงานผล.pdf' });
  expect(saved.saved).toBe('รายงานผล.pdf');
  expect(reduceControl(saved, { type: 'chose', deliberation: 'd_2' }).saved).toBeNull();
});
