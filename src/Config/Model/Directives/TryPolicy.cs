namespace FerroGate.Config.Model.Directives;

/// <summary>Which of the files that are there is taken.</summary>
public enum TryPolicy
{
    /// <summary>The first in the list; the default.</summary>
    FirstExist,

    /// <summary>The first, and the last where none is there.</summary>
    FirstExistFallback,

    SmallestSize,

    LargestSize,

    MostRecentlyModified,
}
