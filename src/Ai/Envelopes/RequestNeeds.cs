namespace FerroGate.Ai.Envelopes;

/// <summary>What a request needs of who answers it, beside words. What is not seen in it is not needed.</summary>
[Flags]
public enum RequestNeeds
{
    None = 0,

    /// <summary>It offers tools.</summary>
    Tools = 1,

    /// <summary>It shows pictures.</summary>
    Vision = 2,

    /// <summary>It wants an answer in a form that a program reads.</summary>
    StructuredOutput = 4,

    /// <summary>It has sounds in it, or wants them.</summary>
    Audio = 8,

    /// <summary>It begins the answer itself.</summary>
    Prefill = 16,
}
