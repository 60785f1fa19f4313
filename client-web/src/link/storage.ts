// A place to keep text across reloads. Private windows and some in-app browsers refuse localStorage; what is kept then
// lasts as long as the page.
export interface Storage {
  get(key: string): string | null;
  set(key: string, value: string): void;
  remove(key: string): void;
}

export function memoryStorage(): Storage {
  const kept = new Map<string, string>();
  return {
    get: (key) => kept.get(key) ?? null,
    set: (key, value) => void kept.set(key, value),
    remove: (key) => void kept.delete(key),
  };
}

export function browserStorage(area: 'localStorage' | 'sessionStorage'): Storage {
  const fallback = memoryStorage();
  let real: globalThis.Storage | undefined;
  try {
    real = window[area];
    real.setItem('ruamkit.probe', '1');
    real.removeItem('ruamkit.probe');
  } catch {
    real = undefined;
  }
  if (!real) return fallback;
  const store = real;
  return {
    get: (key) => fallback.get(key) ?? store.getItem(key),
    set(key, value) {
      try {
        store.setItem(key, value);
        fallback.remove(key);
      } catch {
        fallback.set(key, value);
      }
    },
    remove(key) {
      fallback.remove(key);
      store.removeItem(key);
    },
  };
}
