namespace FerroGate.Core.Lists;

/// <summary>Which part of a list is asked for.</summary>
/// <param name="Offset">How many items to pass over.</param>
/// <param name="Limit">How many to give at most.</param>
/// <param name="Window">How many of the newest items are counted, and can be reached by passing over others.</param>
public sealed record PageRequest(int Offset, int Limit, int Window)
{
    /// <summary>Only what is older than this, which is the <see cref="Page{T}.Next"/> of the page before; <c>null</c> begins with the newest.</summary>
    public long? After { get; init; }

    public ListFilter Filter { get; init; } = ListFilter.None;
}
