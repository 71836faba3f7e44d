using FerroGate.Ai.Conversations.Answers;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Conversations.Sent;

/// <summary>By which names and numbers a client knows the parts of an answer that it has; whoever goes on with it uses the same.</summary>
public sealed class SentNames
{
    private readonly List<SentItem> _items = [];

    /// <summary>The answer's id as the client has it; empty where it has none.</summary>
    public JsonText Id { get; private set; }

    /// <summary>The model's.</summary>
    public JsonText Model { get; private set; }

    /// <summary>When it was made, in seconds since 1970.</summary>
    public long? Created { get; private set; }

    /// <summary>The number of the next event, in a protocol that counts them.</summary>
    public long NextEvent { get; internal set; }

    /// <summary>The items, or blocks, that have begun, in their order.</summary>
    public IReadOnlyList<SentItem> Items => _items;

    /// <summary>There is nothing among them that another provider could not go on from.</summary>
    public bool ArePlain { get; private set; } = true;

    /// <summary>The head of the answer as the client has it.</summary>
    public AnswerHead Head => new() { Id = Id, Model = Model, Created = Created };

    /// <summary>Notes the head, once.</summary>
    internal void Begin(JsonText? id, JsonText? model, long? created)
    {
        if (Id.IsEmpty && Model.IsEmpty)
        {
            (Id, Model, Created) = (id?.Kept() ?? default, model?.Kept() ?? default, created);
        }
    }

    /// <summary>Notes that an item has begun. Its place must be the next one.</summary>
    internal void Add(SentItem item, long place)
    {
        if (place == _items.Count)
        {
            _items.Add(item);
        }
        else
        {
            GiveUp();
        }
    }

    /// <summary>The last item, if it is the one at a place.</summary>
    internal SentItem? At(long place) => place >= 0 && place == _items.Count - 1 ? _items[^1] : null;

    internal void GiveUp() => ArePlain = false;
}
