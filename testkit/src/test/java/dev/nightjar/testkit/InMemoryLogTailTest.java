package dev.nightjar.testkit;

class InMemoryLogTailTest extends LogTailContract {
    private final InMemoryLogStore store = new InMemoryLogStore();

    @Override
    protected Store open() {
        return new Store(store, store, () -> {});
    }

    @Override
    protected void rest(Store opened) {}
}
