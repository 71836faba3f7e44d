namespace FerroGate.Server.Ai.Faults;

/// <summary>What is done about a fault, where there is time and somebody to ask.</summary>
internal enum NextStep
{
    /// <summary>The caller is told; nobody else would answer otherwise.</summary>
    Tell,

    /// <summary>The same target once more, then the next.</summary>
    Repeat,

    /// <summary>The next target.</summary>
    Next,

    /// <summary>The next target that can read more than this one.</summary>
    Larger,
}
