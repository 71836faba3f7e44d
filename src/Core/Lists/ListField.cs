namespace FerroGate.Core.Lists;

/// <summary>What the rows of lists can be told apart by; a list has those that it shows.</summary>
public enum ListField
{
    Key,
    Organization,
    Team,
    Project,
    User,
    Model,
    Provider,
    ProviderModel,
    Route,
    Request,
    ErrorCode,
    Actor,
    Action,
    Target,
    Outcome,
}
