namespace FerroGate.Ai.Conversations;

/// <summary>Why something did not get across, as clients read it.</summary>
public static class LossReason
{
    /// <summary>The other protocol has no such thing.</summary>
    public const string Unsupported = "unsupported";

    /// <summary>The gateway does not know this member, so it cannot say it in other words.</summary>
    public const string Unknown = "unknown";

    /// <summary>The other protocol has it, but not with this value.</summary>
    public const string Value = "value";

    /// <summary>The other protocol says it less exactly.</summary>
    public const string Approximated = "approximated";

    /// <summary>Only the provider that made it can read it.</summary>
    public const string Foreign = "foreign";

    /// <summary>The other protocol wants the bytes, and the gateway fetches no URL.</summary>
    public const string Url = "url";

    /// <summary>It is the name that a protocol wants for something which arrives itself, and the answer is the same without it.</summary>
    public const string Label = "label";

    /// <summary>The provider refuses this keyword in a JSON schema.</summary>
    public const string Keyword = "keyword";
}
