namespace FerroGate.Core.Policies;

/// <summary>What a policy does with what it describes.</summary>
public enum PolicyEffect
{
    /// <summary>Refuses it.</summary>
    Deny,

    /// <summary>Lets it pass, whatever policies behind it say.</summary>
    Allow,

    /// <summary>Does nothing but to write down that it would have denied it.</summary>
    Shadow,
}
