/** Queries to start from: one press runs one. */
interface ExamplesProps {
  readonly queries: readonly string[];
  readonly onQuery: (query: string) => void;
}

export function Examples({ queries, onQuery }: ExamplesProps) {
  return (
    <ul className="examples" aria-label="Examples">
      {queries.map((query) => (
        <li key={query}>
          <button type="button" className="mono" onClick={() => onQuery(query)}>
            {query}
          </button>
        </li>
      ))}
    </ul>
  );
}
