import { Button, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { addActionItem, closeActionItem } from '../../api/actions';
import type { ActionItem, Postmortem } from '../../api/contract';
import { Empty, ErrorState } from '../../ui/states/States';
import { useAction } from '../../ui/useAction';

const keyOf = ({ postmortemId }: Postmortem): readonly string[] => ['postmortems', postmortemId];

export function ActionItems({ postmortem }: { readonly postmortem: Postmortem }) {
  return (
    <>
      {postmortem.actionItems.length === 0 ? (
        <Empty title="No action items yet">What would have kept this from happening, or made it shorter?</Empty>
      ) : (
        <ul className="brief" aria-label="Action items">
          {postmortem.actionItems.map((item) => (
            <Item key={item.actionItemId} postmortemId={postmortem.postmortemId} item={item} />
          ))}
        </ul>
      )}
      <NewItem postmortemId={postmortem.postmortemId} />
    </>
  );
}

function Item({ postmortemId, item }: { readonly postmortemId: string; readonly item: ActionItem }) {
  const close = useAction(() => closeActionItem(postmortemId, item.actionItemId), keyOf);
  return (
    <li className="action-item">
      <div>
        <span className={item.closed ? 'quiet struck' : ''}>{item.text}</span>
        <div className="faint">
          {item.owner === '' ? 'no owner' : item.owner}
          {item.due === '' ? '' : `, due ${item.due}`}
        </div>
        {close.error === null ? null : <ErrorState error={close.error} />}
      </div>
      {item.closed ? (
        <span className="word fine">Done</span>
      ) : (
        <Button size="compact-sm" variant="default" loading={close.isPending} onClick={() => close.mutate(undefined)} aria-label={`Done: ${item.text}`}>
          Done
        </Button>
      )}
    </li>
  );
}

function NewItem({ postmortemId }: { readonly postmortemId: string }) {
  const [text, setText] = useState('');
  const [owner, setOwner] = useState('');
  const [due, setDue] = useState('');
  const add = useAction(() => addActionItem(postmortemId, text.trim(), owner.trim(), due), keyOf);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    add.mutate(undefined, {
      onSuccess: () => {
        setText('');
        setOwner('');
        setDue('');
      },
    });
  };
  return (
    <form className="stack" onSubmit={submit} aria-label="New action item">
      <TextInput aria-label="Action" placeholder="What to do" value={text} onChange={(e) => setText(e.currentTarget.value)} />
      <div className="action-item-more">
        <TextInput aria-label="Owner" placeholder="Owner" value={owner} onChange={(e) => setOwner(e.currentTarget.value)} />
        <TextInput aria-label="Due" type="date" value={due} onChange={(e) => setDue(e.currentTarget.value)} />
        <Button type="submit" variant="default" loading={add.isPending} disabled={text.trim() === ''}>
          Add
        </Button>
      </div>
      {add.error === null ? null : <ErrorState error={add.error} />}
    </form>
  );
}
