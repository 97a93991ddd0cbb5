import { parseMarkdown, type Block, type Inline } from '../../lib/markdown';
import './markdown.css';

export function Markdown({ source }: { readonly source: string }) {
  return (
    <div className="markdown">
      {parseMarkdown(source).map((block, index) => (
        <BlockView key={index} block={block} />
      ))}
    </div>
  );
}

function BlockView({ block }: { readonly block: Block }) {
  switch (block.kind) {
    case 'heading':
      return block.level <= 2 ? <h3><Inlines of={block.inlines} /></h3> : <h4><Inlines of={block.inlines} /></h4>;
    case 'paragraph':
      return <p><Inlines of={block.inlines} /></p>;
    case 'quote':
      return <blockquote><Inlines of={block.inlines} /></blockquote>;
    case 'code':
      return <pre>{block.text}</pre>;
    case 'list': {
      const items = block.items.map((item, index) => <li key={index}><Inlines of={item} /></li>);
      return block.ordered ? <ol>{items}</ol> : <ul>{items}</ul>;
    }
    case 'table':
      return (
        <div className="table-frame">
          <table className="table">
            <thead>
              <tr>{block.head.map((cell, index) => <th key={index}><Inlines of={cell} /></th>)}</tr>
            </thead>
            <tbody>
              {block.rows.map((row, at) => (
                <tr key={at}>{row.map((cell, index) => <td key={index}><Inlines of={cell} /></td>)}</tr>
              ))}
            </tbody>
          </table>
        </div>
      );
  }
}

function Inlines({ of }: { readonly of: readonly Inline[] }) {
  return of.map((inline, index) => <InlineView key={index} inline={inline} />);
}

function InlineView({ inline }: { readonly inline: Inline }) {
  switch (inline.kind) {
    case 'text':
      return inline.text;
    case 'code':
      return <code>{inline.text}</code>;
    case 'strong':
      return <strong>{inline.text}</strong>;
    case 'em':
      return <em>{inline.text}</em>;
    case 'link':
      return <a className="link" href={inline.href}>{inline.text}</a>;
  }
}
