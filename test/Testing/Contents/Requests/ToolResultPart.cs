namespace FerroGate.Testing.Contents.Requests;

/// <summary>What a tool answered.</summary>
/// <param name="Name">The tool's name, as the result or its call says it.</param>
/// <param name="CallId">The call's id, where the protocol has one. Its words are not compared.</param>
/// <param name="Position">The how manieth call it answers; -1 where there is no such call.</param>
/// <param name="Text">Canonical where it is JSON.</param>
/// <param name="IsError"><c>null</c> where the protocol cannot say it. Not compared, because two protocols cannot.</param>
/// <param name="Media">What it holds besides.</param>
public sealed record ToolResultPart(string? Name, string? CallId, int Position, string Text, bool? IsError, IReadOnlyList<MediaPart> Media) : RequestPart
{
    public override string Said => $"result {Position} of {Name}: {Text}{string.Concat(Media.Select(media => $" [{media.Said}]"))}";
}
