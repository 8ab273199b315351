/** Two lines that cross: closes, or takes away, what it stands in. */
export function Cross() {
  return (
    <svg viewBox="0 0 16 16" aria-hidden="true">
      <path d="M4 4l8 8M12 4l-8 8" />
    </svg>
  );
}
