/** The mark, as in public/favicon.svg: one picture, half as it was seen and half as it was painted. */
export function Logo() {
  return (
    <svg className="logo" viewBox="0 0 32 32" aria-hidden="true">
      <path d="M16 3v3M9.5 24 6.5 30M22.5 24l3 6M16 24v4" className="logo-legs" />
      <rect x="4" y="6" width="24" height="18" rx="2" className="logo-canvas" />
      <path d="M16 6h10a2 2 0 0 1 2 2v14a2 2 0 0 1-2 2H16z" className="logo-painted" />
      <path d="M17.5 19.5c2-5 3.5-5.5 5-3s2.5 1.5 4-2M18 12c2.5-2.5 4-2.2 7-1.5" className="logo-stroke" />
    </svg>
  );
}
