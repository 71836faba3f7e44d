namespace FerroGate.Testing.Contents.Specs;

/// <summary>What of a protocol a JSON value is.</summary>
public enum PayloadKind
{
    Request,
    Answer,
    StreamEvent,
}
