package dev.nightjar.testkit;

class InMemorySeriesStoreTest extends SampleStoreContract {
    @Override
    protected Store open() {
        InMemorySeriesStore store = new InMemorySeriesStore();
        return new Store(store, store);
    }
}
