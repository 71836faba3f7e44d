namespace FerroGate.Testing.Contents.Streams;

/// <summary>The faults found so far, each with the place of its event.</summary>
internal sealed class StreamFaults
{
    private readonly List<string> _all = [];
    private int _event = -1;
    private bool _isOver;

    public IReadOnlyList<string> All => _all;

    public void Next() => _event++;

    public void End() => _isOver = true;

    public void Add(string fault) => _all.Add(_isOver ? $"at the end: {fault}" : $"event {_event}: {fault}");

    /// <summary>Adds the fault where the rule does not hold.</summary>
    /// <returns>Whether it holds.</returns>
    public bool Require(bool holds, string fault)
    {
        if (!holds)
            Add(fault);
        return holds;
    }
}
