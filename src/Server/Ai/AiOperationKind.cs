namespace FerroGate.Server.Ai;

/// <summary>The kinds of AI operation.</summary>
internal enum AiOperationKind
{
    /// <summary>The list of models.</summary>
    ModelList,

    /// <summary>One model of that list.</summary>
    ModelShow,

    /// <summary>A model is asked for an answer: the way through all the rooms.</summary>
    Answer,
}
