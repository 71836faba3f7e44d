namespace FerroGate.Testing.Contents.Requests;

/// <summary>What one speaker says until another does.</summary>
public sealed record RequestTurn(TurnRole Role, IReadOnlyList<RequestPart> Parts);
