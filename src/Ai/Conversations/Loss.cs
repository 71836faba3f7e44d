namespace FerroGate.Ai.Conversations;

/// <summary>Something that did not get across.</summary>
/// <param name="Path">What: its place in the client's request or in the provider's answer.</param>
/// <param name="Reason">One of <see cref="LossReason"/>.</param>
public readonly record struct Loss(string Path, string Reason)
{
    /// <summary>It is named, but it is no reason to refuse, also where nothing may get lost.</summary>
    public bool IsHarmless => Reason == LossReason.Label;
}
