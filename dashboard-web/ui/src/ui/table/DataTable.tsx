/** A list of things as a table: words at the left, numbers at the right; a phone leaves out what can wait. */
import type { ReactNode } from 'react';

export interface Column<Row> {
  readonly name: string;
  readonly cell: (row: Row) => ReactNode;
  readonly number?: boolean;
  /** Left out where there is no room. */
  readonly wide?: boolean;
  /** Reads the name aloud but does not show it: a column of buttons. */
  readonly silent?: boolean;
}

interface DataTableProps<Row> {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  /** A class of the whole row. */
  readonly classOf?: (row: Row) => string | undefined;
}

function columnClass({ number = false, wide = false }: { readonly number?: boolean; readonly wide?: boolean }): string | undefined {
  const names = [number ? 'number' : '', wide ? 'wide-only' : ''].filter((name) => name !== '');
  return names.length === 0 ? undefined : names.join(' ');
}

export function DataTable<Row>({ label, columns, rows, keyOf, classOf }: DataTableProps<Row>) {
  return (
    <div className="table-frame">
      <table className="table" aria-label={label}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.name} className={columnClass(column)}>
                {column.silent === true ? <span className="only-read">{column.name}</span> : column.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)} className={classOf?.(row)}>
              {columns.map((column) => (
                <td key={column.name} className={columnClass(column)}>
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
