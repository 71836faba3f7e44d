namespace FerroGate.Core.Stored;

/// <summary>The kinds of things that providers store and later requests name. Written to disk: never renumber.</summary>
public enum StoredKind
{
    /// <summary>A response of OpenAI's Responses protocol.</summary>
    Response = 1,

    /// <summary>An item of what a response put out.</summary>
    Item = 2,

    /// <summary>A container in which a response ran code.</summary>
    Container = 3,

    /// <summary>A conversation. None is made through the gateway, so none belongs to anybody here.</summary>
    Conversation = 4,
}
