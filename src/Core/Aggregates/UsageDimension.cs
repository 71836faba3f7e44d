namespace FerroGate.Core.Aggregates;

/// <summary>What usage can be told apart by.</summary>
public enum UsageDimension
{
    Organization,
    Team,
    Project,
    User,
    Key,

    /// <summary>The model that the client named.</summary>
    Model,

    Provider,

    /// <summary>The provider's name of the model.</summary>
    ProviderModel,
}
