namespace FerroGate.Storage.Sqlite.Seals;

/// <summary>What was found, as far as somebody wants to read it.</summary>
internal sealed class FaultList
{
    private const int AtMost = 100;

    private readonly List<string> _texts = [];
    private long _more;

    public IReadOnlyList<string> Texts => _more == 0 ? _texts : [.. _texts, $"There are {_more} faults more."];

    public void Add(string text)
    {
        if (_texts.Count < AtMost)
            _texts.Add(text);
        else
            _more++;
    }
}
