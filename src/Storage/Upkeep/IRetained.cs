namespace FerroGate.Storage.Upkeep;

/// <summary>Something of which only so much is kept.</summary>
internal interface IRetained
{
    /// <summary>Deletes what is too old or too much, in parts that are short enough for somebody else to write between them.</summary>
    /// <returns>How much each part was.</returns>
    IAsyncEnumerable<long> PruneAsync(DateTimeOffset now, CancellationToken cancellation);
}
