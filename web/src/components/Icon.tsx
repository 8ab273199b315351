/** Line drawings in a field of 24 by 24. */
const PATHS = {
  camera: 'M4 8h9.5a2 2 0 0 1 2 2v6a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V9a1 1 0 0 1 1-1zM15.5 11.5l5-2.5v8l-5-2.5',
  mirror: 'M12 4v16M9 7.5L4 17h5zM15 7.5l5 9.5h-5z',
  colours: 'M12 4c3.5 4 5.5 6.600 5.5 9.5a5.5 5.5 0 0 1-11 0C6.5 10.600 8.5 8 12 4zM12 16.5a3 3 0 0 0 3-3',
  compare: 'M12 4v16M4 6h16v12H4zM8 10.5L6.5 12 8 13.5M16 10.5l1.5 1.5-1.5 1.5',
  beside: 'M4 6h7v12H4zM13 6h7v12h-7z',
  hold: 'M3.5 12c2.200-4 5-6 8.5-6s6.300 2 8.500 6c-2.200 4-5 6-8.500 6s-6.300-2-8.500-6zM12 9.500a2.500 2.500 0 1 1 0 5 2.500 2.500 0 0 1 0-5z',
  undo: 'M8.500 5L4 9.500 8.500 14M4.500 9.500H14a5.500 5.500 0 0 1 0 11h-3',
  redo: 'M15.500 5L20 9.500 15.500 14M19.500 9.500H10a5.500 5.500 0 0 0 0 11h3',
  more: 'M5 12h.01M12 12h.01M19 12h.01',
  fullScreen: 'M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5',
  popOut: 'M20 10V6H4v12h6M13 13h7v5h-7z',
  play: 'M8 5.5v13l10.5-6.5z',
  pause: 'M8.5 5.5v13M15.5 5.5v13',
  sound: 'M4 10v4h3.5l4.5 4V6l-4.5 4zM15.5 9.5a4 4 0 0 1 0 5M18 7a7.5 7.5 0 0 1 0 10',
  silence: 'M4 10v4h3.5l4.5 4V6l-4.5 4zM16 10l4 4M20 10l-4 4',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
