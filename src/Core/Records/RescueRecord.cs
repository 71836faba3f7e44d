namespace FerroGate.Core.Records;

/// <summary>That an answer is of two targets or more.</summary>
/// <param name="Mode">How the last of them was joined to what was there: <c>verify</c> or <c>continue</c>.</param>
/// <param name="JoinedAt">Where in the text, in bytes of UTF-8 from its beginning; 0 where only the opening of a stream had gone.</param>
public sealed record RescueRecord(string Mode, long JoinedAt);
