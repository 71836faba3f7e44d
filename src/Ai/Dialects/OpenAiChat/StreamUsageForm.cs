namespace FerroGate.Ai.Dialects.OpenAiChat;

/// <summary>What a request says about usage in its stream.</summary>
public enum StreamUsageForm
{
    /// <summary>There is no <c>stream_options</c>.</summary>
    Absent,

    /// <summary><c>"stream_options": null</c>.</summary>
    Null,

    /// <summary>An object without <c>include_usage</c> and without other members.</summary>
    Empty,

    /// <summary>An object without <c>include_usage</c>, with other members.</summary>
    OtherMembers,

    /// <summary><c>"include_usage"</c> is <c>false</c> or <c>null</c>.</summary>
    Declined,

    /// <summary><c>"include_usage": true</c>: the client wants the event itself.</summary>
    Asked,
}
