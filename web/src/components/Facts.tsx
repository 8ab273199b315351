/** A line of plain facts about what is shown. */
export function Facts({ facts }: { readonly facts: readonly string[] }) {
  return (
    <p className="facts" data-testid="facts">
      {facts.map((fact) => (
        <span key={fact}>{fact}</span>
      ))}
    </p>
  );
}
