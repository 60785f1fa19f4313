import type { Theme } from '../protocol/documents';

/** Themes with the most ideas first. */
export const bySize = (themes: readonly Theme[]): Theme[] => [...themes].sort((a, b) => b.ideas - a.ideas);
