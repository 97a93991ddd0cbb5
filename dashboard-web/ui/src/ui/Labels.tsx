/** An alert's labels: its name in bold, the others as they are. */
export function Labels({ labels }: { readonly labels: Readonly<Record<string, string>> }) {
  const { alertname, ...others } = labels;
  const rest = Object.entries(others);
  return (
    <span className="labels">
      {alertname === undefined ? null : <strong>{alertname}</strong>}
      {rest.map(([name, value]) => (
        <span key={name} className="label">
          <span className="faint">{name}</span> {value}
        </span>
      ))}
      {alertname === undefined && rest.length === 0 ? <span className="faint">no labels</span> : null}
    </span>
  );
}
