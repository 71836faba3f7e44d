namespace FerroGate.Testing.Contents.Requests;

/// <summary>Who speaks in a turn. Results of tools are turns of their own, also where the protocol puts them into the user's.</summary>
public enum TurnRole
{
    User,
    Assistant,
    Tool,
}
