import type { ComponentChildren } from "preact";

interface TableProps {
  readonly title: string;
  readonly columns: readonly string[];
  /** The rows; when there are none, `empty` is shown instead of the table. */
  readonly rows: readonly ComponentChildren[];
  readonly empty: ComponentChildren;
  /** Stands beside the title. */
  readonly controls?: ComponentChildren;
}

/** A titled table that scrolls in itself, by keyboard too, where the window is too small for it. */
export function Table({ title, columns, rows, empty, controls }: TableProps) {
  const id = title.toLowerCase();
  return (
    <div class="part">
      <div class="title">
        <h2 id={id}>{title}</h2>
        {controls}
      </div>
      {rows.length === 0 ? (
        <p class="empty">{empty}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
        <section class="scroll" aria-labelledby={id} tabIndex={0}>
          <table>
            <thead>
              <tr>
                {columns.map((column) => (
                  <th key={column} scope="col">
                    {column}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>{rows}</tbody>
          </table>
        </section>
      )}
    </div>
  );
}
