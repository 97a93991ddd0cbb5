/** Whether the text is in the clipboard: browsers allow that on pages that came over TLS or from this machine. */
export async function copied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
