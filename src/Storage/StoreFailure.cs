namespace FerroGate.Storage;

/// <summary>Something in the store that failed while the gateway went on; for the log.</summary>
public sealed record StoreFailure(StorePart Part, Exception Error);
