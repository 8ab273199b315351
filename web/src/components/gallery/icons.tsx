/** Line drawings in a field of 24 by 24. */

export function HeartIcon({ filled }: { readonly filled: boolean }) {
  return (
    <svg
      className={`gallery-icon gallery-heart${filled ? ' gallery-heart-filled' : ''}`}
      viewBox="0 0 24 24"
      aria-hidden="true"
    >
      <path d="M12 20s-7.5-4.6-7.5-10A4.3 4.3 0 0 1 12 7.2 4.3 4.3 0 0 1 19.5 10c0 5.400-7.5 10-7.5 10z" />
    </svg>
  );
}

export function ClockIcon() {
  return (
    <svg className="gallery-icon" viewBox="0 0 24 24" aria-hidden="true">
      <circle cx="12" cy="12" r="8" />
      <path d="M12 7.5V12l3 2" />
    </svg>
  );
}

export function DiceIcon() {
  return (
    <svg className="gallery-icon" viewBox="0 0 24 24" aria-hidden="true">
      <rect x="4" y="4" width="16" height="16" rx="4" />
      <path d="M8.5 8.5v0M15.5 8.5v0M12 12v0M8.5 15.5v0M15.5 15.5v0" />
    </svg>
  );
}

export function SearchIcon() {
  return (
    <svg className="gallery-icon" viewBox="0 0 24 24" aria-hidden="true">
      <circle cx="10.5" cy="10.5" r="6" />
      <path d="M15 15l5 5" />
    </svg>
  );
}
