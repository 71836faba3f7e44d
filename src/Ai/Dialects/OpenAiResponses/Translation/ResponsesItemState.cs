namespace FerroGate.Ai.Dialects.OpenAiResponses.Translation;

/// <summary>What has come of an item of an answer, so that nothing is said twice where a stream repeats it.</summary>
internal sealed class ResponsesItemState
{
    /// <summary>The texts that have come, by their place in the item.</summary>
    public HashSet<(ResponsesTextKind Kind, int Index)> Texts { get; } = [];

    /// <summary>The texts whose chances have come.</summary>
    public HashSet<int> Chances { get; } = [];

    /// <summary>How many citations of each text have come.</summary>
    public Dictionary<int, int> Citations { get; } = [];

    /// <summary>Where each text begins in the text of the whole answer.</summary>
    public Dictionary<int, long> Starts { get; } = [];

    /// <summary>The number of the call, once it has begun.</summary>
    public int? Call { get; set; }

    public bool HasArguments { get; set; }

    /// <summary>It came whole.</summary>
    public bool IsDone { get; set; }
}
