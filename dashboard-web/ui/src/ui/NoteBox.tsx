/** A note for the timeline. Ctrl-Enter sends it. */
import { Button, Textarea } from '@mantine/core';
import { useState, type FormEvent, type KeyboardEvent } from 'react';

interface NoteBoxProps {
  readonly busy: boolean;
  /** It came at somebody's press, who goes on to type. */
  readonly focused?: boolean;
  /** Resolves when the note is kept; the text stays until then, so that nothing typed is lost. */
  readonly onNote: (text: string) => Promise<unknown>;
}

export function NoteBox({ busy, focused = false, onNote }: NoteBoxProps) {
  const [text, setText] = useState('');
  const send = (): void => {
    const note = text.trim();
    if (note === '' || busy) return;
    void onNote(note).then(() => setText(''), () => undefined);
  };
  return (
    <form
      className="note-box"
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        send();
      }}
    >
      <Textarea
        aria-label="Note"
        placeholder="What did you see, try or decide? It lands on the timeline."
        autosize
        autoFocus={focused}
        minRows={2}
        maxRows={8}
        value={text}
        data-key="n"
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event: KeyboardEvent) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) send();
        }}
      />
      <Button type="submit" variant="default" loading={busy} disabled={text.trim() === ''}>
        Add note
      </Button>
    </form>
  );
}
