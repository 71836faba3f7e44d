namespace FerroGate.Testing.Contents.Requests;

public enum FormatKind
{
    Text,

    /// <summary>Any JSON.</summary>
    Json,

    JsonSchema,
}
