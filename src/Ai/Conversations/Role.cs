namespace FerroGate.Ai.Conversations;

/// <summary>Whose turn it is.</summary>
public enum Role
{
    /// <summary>Instructions of whoever runs the application.</summary>
    System,

    /// <summary>The same, in the words of newer models of OpenAI.</summary>
    Developer,

    /// <summary>The person, and the results of tools.</summary>
    User,

    /// <summary>The model.</summary>
    Assistant,
}
