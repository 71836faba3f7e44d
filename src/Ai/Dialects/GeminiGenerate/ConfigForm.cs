namespace FerroGate.Ai.Dialects.GeminiGenerate;

/// <summary>What stands where a request has its <c>generationConfig</c>.</summary>
public enum ConfigForm
{
    Absent,

    /// <summary><c>"generationConfig": null</c>.</summary>
    Null,

    /// <summary>An object without members.</summary>
    Empty,

    /// <summary>An object with members.</summary>
    Members,
}
