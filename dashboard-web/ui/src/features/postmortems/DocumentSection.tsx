import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { editSection } from '../../api/actions';
import type { Postmortem, PostmortemSection } from '../../api/contract';
import { ErrorState } from '../../ui/states/States';
import { Markdown } from '../../ui/text/Markdown';
import { useAction } from '../../ui/useAction';

interface DocumentSectionProps {
  readonly postmortemId: string;
  readonly section: PostmortemSection;
}

export function DocumentSection({ postmortemId, section }: DocumentSectionProps) {
  const [draft, setDraft] = useState<string | null>(null);
  const save = useAction(
    (text: string) => editSection(postmortemId, section.name, text),
    (document: Postmortem) => ['postmortems', document.postmortemId],
  );
  return (
    <section className="section" aria-label={section.title}>
      <div className="section-head">
        <h2>{section.title}</h2>
        <span className="row quiet">
          {section.editedBy === null ? null : <span className="faint">edited by {section.editedBy}</span>}
          {draft === null ? (
            <Button size="compact-sm" variant="subtle" color="gray" onClick={() => setDraft(section.text)} aria-label={`Edit ${section.title}`}>
              Edit
            </Button>
          ) : null}
        </span>
      </div>
      {draft === null ? (
        <SectionText text={section.text} />
      ) : (
        <>
          <Textarea
            autoFocus
            autosize
            minRows={5}
            aria-label={`${section.title}, in Markdown`}
            value={draft}
            onChange={(event) => setDraft(event.currentTarget.value)}
          />
          {save.error === null ? null : <ErrorState error={save.error} />}
          <div className="row">
            <Button size="sm" loading={save.isPending} onClick={() => save.mutate(draft, { onSuccess: () => setDraft(null) })}>
              Save
            </Button>
            <Button size="sm" variant="default" onClick={() => setDraft(null)}>
              Discard
            </Button>
          </div>
        </>
      )}
    </section>
  );
}

function SectionText({ text }: { readonly text: string }) {
  return text.trim() === '' ? <p className="faint">Not written yet.</p> : <Markdown source={text} />;
}
