namespace FerroGate.Ai.Dialects;

/// <summary>The choices of one stream that have their finish reason. One that is told twice counts once: another may still be missing.</summary>
public sealed class FinishedChoices
{
    private readonly HashSet<long> _indexes = [];

    /// <summary>How many they are.</summary>
    public long Count => _indexes.Count;

    /// <summary>This choice has its finish reason.</summary>
    public void Add(long index) => _indexes.Add(index);
}
