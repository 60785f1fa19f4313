// Bars drawn as SVG, always beside the figures they draw.

/** A bar from 0 to 1, and where `mark` is told an upright at that share. */
export function Bar({
  length,
  mark = null,
  strong = false,
}: {
  length: number;
  mark?: number | null;
  strong?: boolean;
}) {
  const width = Math.max(0, Math.min(1, length)) * 100;
  return (
    <svg
      class={`o-bar${strong ? ' o-bar-strong' : ''}`}
      viewBox="0 0 100 8"
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <rect class="o-track" width="100" height="8" />
      <rect class="o-fill" width={width} height="8" />
      {mark !== null && <rect class="o-mark" x={Math.min(99.2, mark * 100 - 0.4)} width="0.8" height="8" />}
    </svg>
  );
}
