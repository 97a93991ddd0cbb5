package dev.nightjar.testkit;

class InMemorySeriesStoreAttachmentsTest extends SampleAttachmentsContract {
    @Override
    protected Store open() {
        InMemorySeriesStore store = new InMemorySeriesStore();
        return new Store(store, store, store, store);
    }
}
