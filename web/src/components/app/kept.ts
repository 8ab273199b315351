import { useState } from 'react';

/** A yes or no that this browser remembers; nothing is written before it is changed. */
export function useKept(key: string, initial: boolean): [boolean, (value: boolean) => void] {
  const [value, setValue] = useState(() => read(key) ?? initial);
  return [
    value,
    (changed) => {
      setValue(changed);
      write(key, changed);
    },
  ];
}

/** Browsers that keep nothing may throw when the storage is touched; the choice then holds for this visit. */
function read(key: string): boolean | null {
  try {
    const text = localStorage.getItem(key);
    return text === null ? null : text === 'yes';
  } catch {
    return null;
  }
}

function write(key: string, value: boolean): void {
  try {
    localStorage.setItem(key, value ? 'yes' : 'no');
  } catch {
    // As above.
  }
}
