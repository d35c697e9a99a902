<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en_US">
 <context>
  <name>Afterglow</name>
  <message>
   <source>, cost {cost}</source>
   <translation>，费用 {cost}</translation>
  </message>
  <message>
   <source>A copy is cleared after {seconds} seconds.</source>
   <translation>复制的内容会在 {seconds} 秒后清除。</translation>
  </message>
  <message>
   <source>A file or folder cannot be used</source>
   <translation>无法使用某个文件或文件夹</translation>
  </message>
  <message>
   <source>A model is missing or damaged</source>
   <translation>缺少模型，或模型已损坏</translation>
  </message>
  <message>
   <source>A picture cannot be decoded</source>
   <translation>图片无法解码</translation>
  </message>
  <message>
   <source>A private memory of your screen, encrypted on this computer. Apache License 2.0.</source>
   <translation>您屏幕的私人记忆，加密保存在这台电脑上。Apache License 2.0。</translation>
  </message>
  <message>
   <source>A question</source>
   <translation>一个问题</translation>
  </message>
  <message>
   <source>A smaller model answers faster. Everything else works without it.</source>
   <translation>较小的模型回答更快。没有它其他功能也照常运行。</translation>
  </message>
  <message>
   <source>A stored file is damaged or was replaced</source>
   <translation>某个已存储的文件已损坏或被替换</translation>
  </message>
  <message>
   <source>A word, a name, a place, a time. Afterglow finds when you saw it.</source>
   <translation>一个词、一个名字、一个地点、一个时间。Afterglow 会找到您是何时看到的。</translation>
  </message>
  <message>
   <source>ANOTHER computer</source>
   <translation>另一台计算机</translation>
  </message>
  <message>
   <source>About Afterglow</source>
   <translation>关于 Afterglow</translation>
  </message>
  <message>
   <source>About you</source>
   <translation>关于您</translation>
  </message>
  <message>
   <source>Accept the suggestion</source>
   <translation>采用建议</translation>
  </message>
  <message>
   <source>Activities</source>
   <translation>活动</translation>
  </message>
  <message>
   <source>Add a fact</source>
   <translation>添加信息</translation>
  </message>
  <message>
   <source>Add a fact that was not on the screen</source>
   <translation>添加屏幕上没有出现过的信息</translation>
  </message>
  <message>
   <source>Add a fact…</source>
   <translation>添加信息…</translation>
  </message>
  <message>
   <source>Add a passphrase or the key store first.</source>
   <translation>请先添加密码短语或密钥库。</translation>
  </message>
  <message>
   <source>Add an app or a site</source>
   <translation>添加应用或网站</translation>
  </message>
  <message>
   <source>Add another one first.</source>
   <translation>请先添加另一种方式。</translation>
  </message>
  <message>
   <source>Add the kind `frame`.</source>
   <translation>请加上类型 `frame`。</translation>
  </message>
  <message>
   <source>Address</source>
   <translation>地址</translation>
  </message>
  <message>
   <source>Address to ask</source>
   <translation>查询地址</translation>
  </message>
  <message>
   <source>Addresses</source>
   <translation>地址</translation>
  </message>
  <message>
   <source>Afterglow archive, can be restored</source>
   <translation>Afterglow 存档，可恢复</translation>
  </message>
  <message>
   <source>Afterglow cannot start</source>
   <translation>Afterglow 无法启动</translation>
  </message>
  <message>
   <source>Afterglow itself</source>
   <translation>Afterglow 自身</translation>
  </message>
  <message>
   <source>Afterglow itself is cut out</source>
   <translation>Afterglow 自身已被遮去</translation>
  </message>
  <message>
   <source>Afterglow keeps recording</source>
   <translation>Afterglow 继续录制</translation>
  </message>
  <message>
   <source>Afterglow leaves itself out. Put another window beside it, and try again.</source>
   <translation>Afterglow 不会录制自己。请在旁边放另一个窗口，然后重试。</translation>
  </message>
  <message>
   <source>Afterglow looks at your screen every second or so, reads the words in the picture, and keeps both in an encrypted memory. Search it, ask it, or scroll back through your day.</source>
   <translation>Afterglow 大约每秒查看一次屏幕，读取画面中的文字，并把两者保存在加密的记忆里。您可以搜索、提问，或回看您的一天。</translation>
  </message>
  <message>
   <source>Afterglow ran into an error</source>
   <translation>Afterglow 出错了</translation>
  </message>
  <message>
   <source>Afterglow recovery key</source>
   <translation>Afterglow 恢复密钥</translation>
  </message>
  <message>
   <source>Afterglow searches what was on your screen, only on this computer, and shows the moments an answer is based on. If it finds no answer, it says so.</source>
   <translation>Afterglow 只在这台计算机上搜索屏幕上出现过的内容，并显示答案所依据的时刻。如果找不到答案，它会直接说明。</translation>
  </message>
  <message>
   <source>Afterglow was not running</source>
   <translation>Afterglow 未运行</translation>
  </message>
  <message>
   <source>Afterglow {version} is available: {page}</source>
   <translation>Afterglow {version} 已发布：{page}</translation>
  </message>
  <message>
   <source>All shortcuts</source>
   <translation>全部快捷键</translation>
  </message>
  <message>
   <source>All stored files are intact.</source>
   <translation>所有已存储的文件均完好。</translation>
  </message>
  <message>
   <source>Allow Afterglow to record the screen in the system's privacy settings, then start it again.</source>
   <translation>请在系统的隐私设置中允许 Afterglow 录制屏幕，然后重新启动。</translation>
  </message>
  <message>
   <source>Allow it with `afterglow models allow`.</source>
   <translation>用 `afterglow models allow` 允许它。</translation>
  </message>
  <message>
   <source>Also show values that newer ones replaced (Alt+V)</source>
   <translation>同时显示已被新值取代的值 (Alt+V)</translation>
  </message>
  <message>
   <source>Also use what was on the screen just now (Ctrl+Shift+S)</source>
   <translation>同时使用刚才屏幕上的内容 (Ctrl+Shift+S)</translation>
  </message>
  <message>
   <source>Always keep free on the disk</source>
   <translation>磁盘上始终保留的空间</translation>
  </message>
  <message>
   <source>Another Afterglow process is writing</source>
   <translation>另一个 Afterglow 进程正在写入</translation>
  </message>
  <message>
   <source>Another program</source>
   <translation>其他程序</translation>
  </message>
  <message>
   <source>Answer</source>
   <translation>答案</translation>
  </message>
  <message>
   <source>Anyone who gets the file can read it ({key})</source>
   <translation>任何拿到文件的人都能阅读 ({key})</translation>
  </message>
  <message>
   <source>App</source>
   <translation>应用</translation>
  </message>
  <message>
   <source>App that is not installed here</source>
   <translation>此处未安装的应用</translation>
  </message>
  <message>
   <source>Appearance</source>
   <translation>外观</translation>
  </message>
  <message>
   <source>Apps</source>
   <translation>应用</translation>
  </message>
  <message>
   <source>As read from the screen; a character may be wrong. Hidden again soon.</source>
   <translation>按屏幕识别的结果；个别字符可能有误。稍后会重新隐藏。</translation>
  </message>
  <message>
   <source>As soon as the new key is made, the one you have no longer opens your memory.</source>
   <translation>新密钥生成后，您现有的密钥就不能再打开记忆。</translation>
  </message>
  <message>
   <source>Ask</source>
   <translation>提问</translation>
  </message>
  <message>
   <source>Ask (Enter)</source>
   <translation>提问 (Enter)</translation>
  </message>
  <message>
   <source>Ask about anything you have seen</source>
   <translation>询问您看到过的任何内容</translation>
  </message>
  <message>
   <source>Ask the first time</source>
   <translation>第一次时询问</translation>
  </message>
  <message>
   <source>Ask your memory</source>
   <translation>向您的记忆提问</translation>
  </message>
  <message>
   <source>At least 8 characters</source>
   <translation>至少 8 个字符</translation>
  </message>
  <message>
   <source>At the screen</source>
   <translation>屏幕使用时间</translation>
  </message>
  <message>
   <source>Attach a picture</source>
   <translation>附上图片</translation>
  </message>
  <message>
   <source>Attach a picture (Ctrl+Shift+O)</source>
   <translation>附上图片 (Ctrl+Shift+O)</translation>
  </message>
  <message>
   <source>Attach or remove a picture</source>
   <translation>附上或移除图片</translation>
  </message>
  <message>
   <source>Available after a few days</source>
   <translation>几天后才能预测</translation>
  </message>
  <message>
   <source>Back</source>
   <translation>返回</translation>
  </message>
  <message>
   <source>Back (Esc)</source>
   <translation>返回 (Esc)</translation>
  </message>
  <message>
   <source>Back to where you were</source>
   <translation>回到之前的位置</translation>
  </message>
  <message>
   <source>Balanced</source>
   <translation>均衡</translation>
  </message>
  <message>
   <source>Budget</source>
   <translation>预算</translation>
  </message>
  <message>
   <source>Cancel</source>
   <translation>取消</translation>
  </message>
  <message>
   <source>Changed</source>
   <translation>已更改</translation>
  </message>
  <message>
   <source>Changes saved</source>
   <translation>已保存更改</translation>
  </message>
  <message>
   <source>Changes take effect after a restart.</source>
   <translation>更改在重新启动后生效。</translation>
  </message>
  <message>
   <source>Check all stored files</source>
   <translation>检查所有已存储的文件</translation>
  </message>
  <message>
   <source>Check for updates</source>
   <translation>检查更新</translation>
  </message>
  <message>
   <source>Check its key, the model's name and its limits: `afterglow models` shows what it was given.</source>
   <translation>请检查密钥、模型名称和限额：`afterglow models` 会显示所给的设置。</translation>
  </message>
  <message>
   <source>Check that it is there, and that your account may read and write it.</source>
   <translation>请检查它是否存在，以及您的账户是否可以读写它。</translation>
  </message>
  <message>
   <source>Check that the folder exists and is writable.</source>
   <translation>请检查文件夹是否存在且可写入。</translation>
  </message>
  <message>
   <source>Check that the folder of the memory and all that is in it belong to your account and can be written.</source>
   <translation>请检查记忆的文件夹及其中所有内容是否属于您的账户并且可写。</translation>
  </message>
  <message>
   <source>Check that you have it</source>
   <translation>确认您已保存</translation>
  </message>
  <message>
   <source>Check the address with `afterglow updates --json`, or try again later. Nothing else is affected.</source>
   <translation>请用 `afterglow updates --json` 检查地址，或稍后再试。其他功能不受影响。</translation>
  </message>
  <message>
   <source>Check the disk, and restore the memory from a backup if it is damaged.</source>
   <translation>请检查磁盘；如果记忆已损坏，请从备份恢复。</translation>
  </message>
  <message>
   <source>Check the network and try again.</source>
   <translation>请检查网络后重试。</translation>
  </message>
  <message>
   <source>Check the passphrase or the recovery key and try again.</source>
   <translation>请检查密码短语或恢复密钥后重试。</translation>
  </message>
  <message>
   <source>Check the passphrase that the archive was made with.</source>
   <translation>请检查创建存档时使用的密码短语。</translation>
  </message>
  <message>
   <source>Check the path and its permissions.</source>
   <translation>请检查路径及其权限。</translation>
  </message>
  <message>
   <source>Check the screen every</source>
   <translation>检查屏幕的间隔</translation>
  </message>
  <message>
   <source>Check the value and try again; nothing was changed.</source>
   <translation>请检查该值后重试；没有更改任何内容。</translation>
  </message>
  <message>
   <source>Chinese</source>
   <translation>中文</translation>
  </message>
  <message>
   <source>Choose a day</source>
   <translation>选择日期</translation>
  </message>
  <message>
   <source>Choose a day (G)</source>
   <translation>选择日期 (G)</translation>
  </message>
  <message>
   <source>Choose a longer one; several words are best.</source>
   <translation>请选择更长的；最好用多个词。</translation>
  </message>
  <message>
   <source>Choose a memory to see its details and sources.</source>
   <translation>选择一条记忆，查看其详情和来源。</translation>
  </message>
  <message>
   <source>Choose a passphrase</source>
   <translation>选择密码短语</translation>
  </message>
  <message>
   <source>Choose a passphrase first.</source>
   <translation>请先设置密码短语。</translation>
  </message>
  <message>
   <source>Choose a passphrase of at least {shortest} characters.</source>
   <translation>请选择至少 {shortest} 个字符的密码短语。</translation>
  </message>
  <message>
   <source>Choose a passphrase of several words.</source>
   <translation>请选择由多个词组成的密码短语。</translation>
  </message>
  <message>
   <source>Choose another folder with --home DIR.</source>
   <translation>请用 --home 文件夹 选择另一个文件夹。</translation>
  </message>
  <message>
   <source>Choose another folder.</source>
   <translation>请选择其他文件夹。</translation>
  </message>
  <message>
   <source>Choose another name, or give --force to replace it.</source>
   <translation>请另选名称，或加上 --force 以替换。</translation>
  </message>
  <message>
   <source>Choose another one.</source>
   <translation>请另选一个。</translation>
  </message>
  <message>
   <source>Choose another one; on Wayland, set up a shortcut in your desktop's settings that starts `afterglow`.</source>
   <translation>请换一个；在 Wayland 下，请在桌面设置中添加一个启动 `afterglow` 的快捷键。</translation>
  </message>
  <message>
   <source>Choose either a passphrase or a plain export.</source>
   <translation>请选择密码短语或明文导出，不要两者同时。</translation>
  </message>
  <message>
   <source>Choose memories of the same kind.</source>
   <translation>请选择同一类的记忆。</translation>
  </message>
  <message>
   <source>Choose the format `archive` or `folder`.</source>
   <translation>请选择 `archive` 或 `folder` 格式。</translation>
  </message>
  <message>
   <source>Choose the format `archive`, or confirm that anybody with the files may read them.</source>
   <translation>请选择 `archive` 格式，或确认任何拿到文件的人都可以阅读。</translation>
  </message>
  <message>
   <source>Choose where to save it.</source>
   <translation>请选择保存位置。</translation>
  </message>
  <message>
   <source>Choose…</source>
   <translation>选择…</translation>
  </message>
  <message>
   <source>Citation {number}: {when}, {app}, {title}. {words}</source>
   <translation>引用 {number}：{when}，{app}，{title}。{words}</translation>
  </message>
  <message>
   <source>Clear all questions and answers for good?</source>
   <translation>要永久清除所有问题和答案吗？</translation>
  </message>
  <message>
   <source>Clear for good</source>
   <translation>永久清除</translation>
  </message>
  <message>
   <source>Clear for good…</source>
   <translation>永久清除…</translation>
  </message>
  <message>
   <source>Clear the field</source>
   <translation>清空输入框</translation>
  </message>
  <message>
   <source>Clear the search</source>
   <translation>清空搜索</translation>
  </message>
  <message>
   <source>Clear the view</source>
   <translation>清空视图</translation>
  </message>
  <message>
   <source>Close</source>
   <translation>关闭</translation>
  </message>
  <message>
   <source>Code</source>
   <translation>代码</translation>
  </message>
  <message>
   <source>Connect the disk it is on and start Afterglow again, or restore it from a backup.</source>
   <translation>请连接它所在的磁盘并重新启动 Afterglow，或从备份恢复。</translation>
  </message>
  <message>
   <source>Continue</source>
   <translation>继续</translation>
  </message>
  <message>
   <source>Copied</source>
   <translation>已复制</translation>
  </message>
  <message>
   <source>Copied. The clipboard is cleared in {seconds} seconds.</source>
   <translation>已复制。剪贴板会在 {seconds} 秒后清空。</translation>
  </message>
  <message>
   <source>Copy</source>
   <translation>复制</translation>
  </message>
  <message>
   <source>Copy text</source>
   <translation>复制文字</translation>
  </message>
  <message>
   <source>Copy the picture</source>
   <translation>复制图片</translation>
  </message>
  <message>
   <source>Copy the picture (Ctrl+Shift+C)</source>
   <translation>复制图片 (Ctrl+Shift+C)</translation>
  </message>
  <message>
   <source>Copy the selection, or the text</source>
   <translation>复制所选内容或全部文字</translation>
  </message>
  <message>
   <source>Copy the value of {day}</source>
   <translation>复制 {day} 的值</translation>
  </message>
  <message>
   <source>Create one with `afterglow unlock`.</source>
   <translation>用 `afterglow unlock` 创建。</translation>
  </message>
  <message>
   <source>Created</source>
   <translation>已创建</translation>
  </message>
  <message>
   <source>Dark</source>
   <translation>深色</translation>
  </message>
  <message>
   <source>Data (*.csv)</source>
   <translation>数据 (*.csv)</translation>
  </message>
  <message>
   <source>Day</source>
   <translation>日</translation>
  </message>
  <message>
   <source>Days</source>
   <translation>日期</translation>
  </message>
  <message>
   <source>Delete</source>
   <translation>删除</translation>
  </message>
  <message>
   <source>Delete (Ctrl+Z to undo)</source>
   <translation>删除（按 Ctrl+Z 可撤销）</translation>
  </message>
  <message>
   <source>Delete all questions and answers (Ctrl+Shift+Delete)</source>
   <translation>删除所有问题和答案 (Ctrl+Shift+Delete)</translation>
  </message>
  <message>
   <source>Deleted</source>
   <translation>已删除</translation>
  </message>
  <message>
   <source>Deleted {what}</source>
   <translation>已删除{what}</translation>
  </message>
  <message>
   <source>Desktop</source>
   <translation>桌面</translation>
  </message>
  <message>
   <source>Details</source>
   <translation>详情</translation>
  </message>
  <message>
   <source>Disk full, recording stopped</source>
   <translation>磁盘已满，录制已停止</translation>
  </message>
  <message>
   <source>Disk space</source>
   <translation>磁盘空间</translation>
  </message>
  <message>
   <source>Dismiss</source>
   <translation>关闭</translation>
  </message>
  <message>
   <source>Documents</source>
   <translation>文档</translation>
  </message>
  <message>
   <source>Documents, pages and files that you worked with.</source>
   <translation>您使用过的文档、网页和文件。</translation>
  </message>
  <message>
   <source>Don't encrypt</source>
   <translation>不加密</translation>
  </message>
  <message>
   <source>Don't save them</source>
   <translation>不保存</translation>
  </message>
  <message>
   <source>Don't show again</source>
   <translation>不再显示</translation>
  </message>
  <message>
   <source>Done</source>
   <translation>完成</translation>
  </message>
  <message>
   <source>Earlier (Alt+Left)</source>
   <translation>更早 (Alt+←)</translation>
  </message>
  <message>
   <source>Earlier (Left)</source>
   <translation>更早 (←)</translation>
  </message>
  <message>
   <source>Earlier values</source>
   <translation>以前的值</translation>
  </message>
  <message>
   <source>Earlier, later</source>
   <translation>更早、更晚</translation>
  </message>
  <message>
   <source>Edit</source>
   <translation>编辑</translation>
  </message>
  <message>
   <source>Edit the memory</source>
   <translation>编辑记忆</translation>
  </message>
  <message>
   <source>Edited</source>
   <translation>已编辑</translation>
  </message>
  <message>
   <source>Encrypting…</source>
   <translation>正在加密…</translation>
  </message>
  <message>
   <source>Every app</source>
   <translation>所有应用</translation>
  </message>
  <message>
   <source>Everything</source>
   <translation>全部</translation>
  </message>
  <message>
   <source>Everything saved in that time is removed for good: pictures, text and index entries. This cannot be undone.</source>
   <translation>这段时间保存的一切都会被永久删除：图片、文字和索引条目。此操作无法撤销。</translation>
  </message>
  <message>
   <source>Everywhere</source>
   <translation>通用</translation>
  </message>
  <message>
   <source>Example</source>
   <translation>示例</translation>
  </message>
  <message>
   <source>Exclude password managers</source>
   <translation>排除密码管理器</translation>
  </message>
  <message>
   <source>Exclude private browsing</source>
   <translation>排除隐私浏览</translation>
  </message>
  <message>
   <source>Exclusions</source>
   <translation>排除</translation>
  </message>
  <message>
   <source>Expand, collapse a window</source>
   <translation>展开、折叠窗口</translation>
  </message>
  <message>
   <source>Export</source>
   <translation>导出</translation>
  </message>
  <message>
   <source>Export into</source>
   <translation>导出到文件夹</translation>
  </message>
  <message>
   <source>Export memories</source>
   <translation>导出记忆</translation>
  </message>
  <message>
   <source>Export memories (Ctrl+E)</source>
   <translation>导出记忆 (Ctrl+E)</translation>
  </message>
  <message>
   <source>Export to</source>
   <translation>导出为</translation>
  </message>
  <message>
   <source>Export unencrypted</source>
   <translation>不加密导出</translation>
  </message>
  <message>
   <source>Exported {count}</source>
   <translation>已导出{count}</translation>
  </message>
  <message>
   <source>Exporting…</source>
   <translation>正在导出…</translation>
  </message>
  <message>
   <source>Fact added</source>
   <translation>已添加信息</translation>
  </message>
  <message>
   <source>Fair: guessed in days or weeks</source>
   <translation>一般：几天或几周内可被猜出</translation>
  </message>
  <message>
   <source>Fewer</source>
   <translation>收起</translation>
  </message>
  <message>
   <source>Files</source>
   <translation>文件</translation>
  </message>
  <message>
   <source>Find</source>
   <translation>查找</translation>
  </message>
  <message>
   <source>Find a setting</source>
   <translation>查找设置</translation>
  </message>
  <message>
   <source>Find anything you’ve seen on this computer</source>
   <translation>找回您在这台电脑上看过的一切</translation>
  </message>
  <message>
   <source>Find in the conversation</source>
   <translation>在对话中查找</translation>
  </message>
  <message>
   <source>Find in these memories (/)</source>
   <translation>在这些记忆中查找 (/)</translation>
  </message>
  <message>
   <source>Find in {what}</source>
   <translation>在{what}中查找</translation>
  </message>
  <message>
   <source>Find moments like this one</source>
   <translation>查找相似的时刻</translation>
  </message>
  <message>
   <source>Find moments like this one (S)</source>
   <translation>查找相似的时刻 (S)</translation>
  </message>
  <message>
   <source>Find…</source>
   <translation>查找…</translation>
  </message>
  <message>
   <source>First day</source>
   <translation>第一天</translation>
  </message>
  <message>
   <source>First seen</source>
   <translation>首次看到</translation>
  </message>
  <message>
   <source>Fit the picture (0)</source>
   <translation>适应窗口 (0)</translation>
  </message>
  <message>
   <source>Folder of pictures and text</source>
   <translation>图片和文字文件夹</translation>
  </message>
  <message>
   <source>Forecast</source>
   <translation>预测</translation>
  </message>
  <message>
   <source>Forget</source>
   <translation>忘记</translation>
  </message>
  <message>
   <source>Forget for good</source>
   <translation>永久忘记</translation>
  </message>
  <message>
   <source>Forget the last 10 minutes from anywhere</source>
   <translation>全局快捷键：忘记最近 10 分钟</translation>
  </message>
  <message>
   <source>Forget the last {minutes} minutes?</source>
   <translation>要忘记最近 {minutes} 分钟吗？</translation>
  </message>
  <message>
   <source>Forget the last {minutes} minutes…</source>
   <translation>忘记最近 {minutes} 分钟…</translation>
  </message>
  <message>
   <source>Forget this moment (Delete)</source>
   <translation>忘记这个时刻 (Delete)</translation>
  </message>
  <message>
   <source>Forget this moment?</source>
   <translation>要忘记这个时刻吗？</translation>
  </message>
  <message>
   <source>Forget {what} for good?</source>
   <translation>要永久忘记{what}吗？</translation>
  </message>
  <message>
   <source>Forget…</source>
   <translation>忘记…</translation>
  </message>
  <message>
   <source>Forgotten for good: {what}</source>
   <translation>已永久忘记{what}</translation>
  </message>
  <message>
   <source>Forgotten: {count}</source>
   <translation>已忘记{count}</translation>
  </message>
  <message>
   <source>Forgotten? Use your recovery key</source>
   <translation>忘记了？使用恢复密钥</translation>
  </message>
  <message>
   <source>Format</source>
   <translation>格式</translation>
  </message>
  <message>
   <source>Frames recorded since then may be readable by whoever did it. Restore the file from a backup.</source>
   <translation>此后录制的画面可能会被改动者读取。请从备份恢复该文件。</translation>
  </message>
  <message>
   <source>Free some disk space, or allow more space for unread pictures in the settings; recording resumes by itself.</source>
   <translation>请释放磁盘空间，或在设置中为待识别图片增加空间；录制会自动继续。</translation>
  </message>
  <message>
   <source>Free some space on it, for instance by emptying the trash; recording resumes by itself.</source>
   <translation>请释放其空间，例如清空回收站；录制会自动继续。</translation>
  </message>
  <message>
   <source>Free some space on it; recording resumes by itself.</source>
   <translation>请释放其空间；录制会自动继续。</translation>
  </message>
  <message>
   <source>Free some space, or export to another disk. No partial file was left.</source>
   <translation>请释放空间，或导出到其他磁盘。没有留下不完整的文件。</translation>
  </message>
  <message>
   <source>From app to app</source>
   <translation>应用切换</translation>
  </message>
  <message>
   <source>From … to …</source>
   <translation>从 … 到 …</translation>
  </message>
  <message>
   <source>Full</source>
   <translation>全力</translation>
  </message>
  <message>
   <source>Full report</source>
   <translation>完整报告</translation>
  </message>
  <message>
   <source>Full: the oldest pictures are reduced, text stays</source>
   <translation>已满：最旧的图片会缩减，文字保留</translation>
  </message>
  <message>
   <source>Give a passphrase: run `afterglow unlock` in a terminal, or use --passphrase-file FILE.</source>
   <translation>请提供密码短语：在终端运行 `afterglow unlock`，或使用 --passphrase-file 文件。</translation>
  </message>
  <message>
   <source>Give a time, an app, a site or an id.</source>
   <translation>请给出时间、应用、网站或编号。</translation>
  </message>
  <message>
   <source>Give one, or choose a plain export.</source>
   <translation>请提供密码短语，或选择明文导出。</translation>
  </message>
  <message>
   <source>Give the passphrase that it was made with.</source>
   <translation>请提供创建时使用的密码短语。</translation>
  </message>
  <message>
   <source>Give the path of the weights, or let Afterglow download them.</source>
   <translation>请给出权重的路径，或让 Afterglow 下载。</translation>
  </message>
  <message>
   <source>Go to the results, and back</source>
   <translation>前往结果、返回</translation>
  </message>
  <message>
   <source>Good: holds for years</source>
   <translation>良好：数年内难以猜出</translation>
  </message>
  <message>
   <source>Group {number}</source>
   <translation>第 {number} 组</translation>
  </message>
  <message>
   <source>Group {number}: {letters}</source>
   <translation>第 {number} 组：{letters}</translation>
  </message>
  <message>
   <source>Guides</source>
   <translation>指南</translation>
  </message>
  <message>
   <source>Health</source>
   <translation>运行状况</translation>
  </message>
  <message>
   <source>Help</source>
   <translation>帮助</translation>
  </message>
  <message>
   <source>Hide</source>
   <translation>隐藏</translation>
  </message>
  <message>
   <source>Hide the passphrase</source>
   <translation>隐藏密码短语</translation>
  </message>
  <message>
   <source>Hide the value</source>
   <translation>隐藏该值</translation>
  </message>
  <message>
   <source>High contrast</source>
   <translation>高对比度</translation>
  </message>
  <message>
   <source>High sensitivity</source>
   <translation>高度敏感</translation>
  </message>
  <message>
   <source>History</source>
   <translation>历史</translation>
  </message>
  <message>
   <source>History: {count}</source>
   <translation>历史：{count}</translation>
  </message>
  <message>
   <source>Hour</source>
   <translation>小时</translation>
  </message>
  <message>
   <source>Hours</source>
   <translation>时段</translation>
  </message>
  <message>
   <source>How Afterglow speaks</source>
   <translation>Afterglow 的说话方式</translation>
  </message>
  <message>
   <source>How much processor time reading the pictures may take.</source>
   <translation>识别图片时可以占用多少计算资源。</translation>
  </message>
  <message>
   <source>How much space the memory may take. Beyond that, the oldest pictures are reduced; text stays.</source>
   <translation>记忆最多可占用多少空间。超出后最旧的图片会缩减，文字保留。</translation>
  </message>
  <message>
   <source>How much space the memory uses, and how long the limit will last.</source>
   <translation>记忆占用的空间，以及限额还能用多久。</translation>
  </message>
  <message>
   <source>How often Afterglow checks the screen.</source>
   <translation>Afterglow 检查屏幕的频率。</translation>
  </message>
  <message>
   <source>How this was found</source>
   <translation>查找过程</translation>
  </message>
  <message>
   <source>How-tos</source>
   <translation>操作方法</translation>
  </message>
  <message>
   <source>I understand that anyone who gets it can read everything in it</source>
   <translation>我明白，任何拿到它的人都能读到其中的一切</translation>
  </message>
  <message>
   <source>If there is text on your screen, another program may block pictures of it: run `afterglow doctor` in a terminal. If the screen is empty, open any window and try again.</source>
   <translation>如果屏幕上有文字，可能有其他程序阻止截图：请在终端运行 `afterglow doctor`。如果屏幕是空的，请打开任意窗口后重试。</translation>
  </message>
  <message>
   <source>If your memory cannot be opened any other way, this key still opens it. Nobody can make it again for you. Write it down or print it.</source>
   <translation>如果记忆无法用其他方式打开，这个密钥仍能打开它。没有人能为您重新生成它。请把它写下来或打印出来。</translation>
  </message>
  <message>
   <source>Image model: architecture</source>
   <translation>图像模型：架构</translation>
  </message>
  <message>
   <source>Image model: weights</source>
   <translation>图像模型：权重</translation>
  </message>
  <message>
   <source>Images</source>
   <translation>图片</translation>
  </message>
  <message>
   <source>In Afterglow</source>
   <translation>在 Afterglow 中</translation>
  </message>
  <message>
   <source>In every browser</source>
   <translation>在所有浏览器中</translation>
  </message>
  <message>
   <source>In focus</source>
   <translation>专注</translation>
  </message>
  <message>
   <source>In the background, without opening this window.</source>
   <translation>在后台运行，不打开此窗口。</translation>
  </message>
  <message>
   <source>In {names} and every other browser</source>
   <translation>在 {names} 和其他所有浏览器中</translation>
  </message>
  <message>
   <source>Include screen</source>
   <translation>包含屏幕内容</translation>
  </message>
  <message>
   <source>Include what is on the screen</source>
   <translation>包含屏幕上的内容</translation>
  </message>
  <message>
   <source>Inferred</source>
   <translation>推断</translation>
  </message>
  <message>
   <source>Insights</source>
   <translation>洞察</translation>
  </message>
  <message>
   <source>Install Afterglow again. What was recorded is kept and is read as soon as the model is there.</source>
   <translation>请重新安装 Afterglow。已记录的内容会保留，模型恢复后就会读取。</translation>
  </message>
  <message>
   <source>Install a font such as Noto Sans CJK, then start Afterglow again. Until then these letters appear as boxes.</source>
   <translation>请安装 Noto Sans CJK 等字体，然后重新启动 Afterglow。在此之前，这些字符会显示为方框。</translation>
  </message>
  <message>
   <source>Install the package {package}, then start Afterglow again. Until then these letters appear as boxes.</source>
   <translation>请安装软件包 {package}，然后重新启动 Afterglow。在此之前，这些字符会显示为方框。</translation>
  </message>
  <message>
   <source>Interrupted? The next start comes back to this step. You can make a new key later in Settings.</source>
   <translation>被打断了？下次启动会回到这一步。以后可以在设置中生成新密钥。</translation>
  </message>
  <message>
   <source>It could not be saved there ({name}). Choose another folder.</source>
   <translation>无法保存到那里 ({name})。请选择其他文件夹。</translation>
  </message>
  <message>
   <source>It encrypts everything Afterglow keeps. Several words that mean something only to you are best. Nobody can make it again for you.</source>
   <translation>它会加密 Afterglow 保存的一切。最好用几个只对您有意义的词。没有人能替您找回它。</translation>
  </message>
  <message>
   <source>It is marked as private browsing</source>
   <translation>它被标记为隐私浏览</translation>
  </message>
  <message>
   <source>It leaves out passwords and private windows</source>
   <translation>它会略过密码和无痕窗口</translation>
  </message>
  <message>
   <source>It locked automatically because you were away.</source>
   <translation>因为您已离开，它已自动锁定。</translation>
  </message>
  <message>
   <source>It locked together with your screen.</source>
   <translation>它随屏幕一起锁定了。</translation>
  </message>
  <message>
   <source>It may look different now, and the site will see your visit.</source>
   <translation>它现在可能已经不同，而且该网站会看到您的访问。</translation>
  </message>
  <message>
   <source>It must be a number.</source>
   <translation>必须是数字。</translation>
  </message>
  <message>
   <source>It never leaves this computer</source>
   <translation>内容绝不离开这台电脑</translation>
  </message>
  <message>
   <source>It restarts automatically. Pictures wait encrypted; nothing is lost.</source>
   <translation>它会自动重新启动。图片加密等待，不会丢失任何内容。</translation>
  </message>
  <message>
   <source>It should look like http://localhost:11434/v1.</source>
   <translation>地址应类似 http://localhost:11434/v1。</translation>
  </message>
  <message>
   <source>It starts when you say so</source>
   <translation>由您决定何时开始</translation>
  </message>
  <message>
   <source>It was changed or forgotten. Check the list again.</source>
   <translation>它已被更改或忘记。请再看一遍列表。</translation>
  </message>
  <message>
   <source>It would be saved.</source>
   <translation>会保存。</translation>
  </message>
  <message>
   <source>It would not be saved. Rule: {rule}</source>
   <translation>不会保存。规则：{rule}</translation>
  </message>
  <message>
   <source>Its picture and text are removed for good, along with memories based only on it. This cannot be undone.</source>
   <translation>其图片和文字，以及仅以它为依据的记忆都会被永久删除。此操作无法撤销。</translation>
  </message>
  <message>
   <source>Japanese</source>
   <translation>日文</translation>
  </message>
  <message>
   <source>Just keep working. The first moments appear here in a few seconds.</source>
   <translation>请照常工作。几秒钟后，最初的时刻就会出现在这里。</translation>
  </message>
  <message>
   <source>Keep it away from this computer.</source>
   <translation>请不要和这台电脑放在一起。</translation>
  </message>
  <message>
   <source>Keep my key</source>
   <translation>保留我的密钥</translation>
  </message>
  <message>
   <source>Keep recording</source>
   <translation>继续录制</translation>
  </message>
  <message>
   <source>Keep recording in the background?</source>
   <translation>在后台继续录制吗？</translation>
  </message>
  <message>
   <source>Keep the memory on a disk of this computer: --home FOLDER.</source>
   <translation>请将记忆放在本机磁盘上：--home 文件夹。</translation>
  </message>
  <message>
   <source>Keys and passwords that were on the screen. Each value stays hidden until you show it.</source>
   <translation>屏幕上出现过的密钥和密码。每个值都会隐藏，直到您选择显示。</translation>
  </message>
  <message>
   <source>Kinds</source>
   <translation>类型</translation>
  </message>
  <message>
   <source>Korean</source>
   <translation>韩文</translation>
  </message>
  <message>
   <source>Language</source>
   <translation>语言</translation>
  </message>
  <message>
   <source>Language model</source>
   <translation>语言模型</translation>
  </message>
  <message>
   <source>Last day</source>
   <translation>最后一天</translation>
  </message>
  <message>
   <source>Last seen</source>
   <translation>最近看到</translation>
  </message>
  <message>
   <source>Lasting facts about you: your name, your language, what you like.</source>
   <translation>关于您的长期信息：您的姓名、语言和喜好。</translation>
  </message>
  <message>
   <source>Later (Alt+Right)</source>
   <translation>更晚 (Alt+→)</translation>
  </message>
  <message>
   <source>Later (Right)</source>
   <translation>更晚 (→)</translation>
  </message>
  <message>
   <source>Leave out</source>
   <translation>略过</translation>
  </message>
  <message>
   <source>Leave out {name}</source>
   <translation>略过 {name}</translation>
  </message>
  <message>
   <source>Leaving out {what}</source>
   <translation>不录制：{what}</translation>
  </message>
  <message>
   <source>Left out: password manager. No picture, no words, no title. Only a gap of 14 minutes.</source>
   <translation>已略过：密码管理器。没有画面、文字和标题，只有 14 分钟的空白。</translation>
  </message>
  <message>
   <source>Left out: {rule}</source>
   <translation>已排除：{rule}</translation>
  </message>
  <message>
   <source>Legend</source>
   <translation>图例</translation>
  </message>
  <message>
   <source>Less</source>
   <translation>少</translation>
  </message>
  <message>
   <source>Light</source>
   <translation>浅色</translation>
  </message>
  <message>
   <source>Loading your memories…</source>
   <translation>正在载入您的记忆…</translation>
  </message>
  <message>
   <source>Lock</source>
   <translation>锁定</translation>
  </message>
  <message>
   <source>Lock after</source>
   <translation>自动锁定时间</translation>
  </message>
  <message>
   <source>Lock it and unlock it, or start Afterglow again. Nothing that was saved is lost; if it happens again, run `afterglow doctor`.</source>
   <translation>请锁定再解锁，或重新启动 Afterglow。已保存的内容没有丢失；如果再次发生，请运行 `afterglow doctor`。</translation>
  </message>
  <message>
   <source>Lock the memory</source>
   <translation>锁定记忆</translation>
  </message>
  <message>
   <source>Lock the memory (Ctrl+L)</source>
   <translation>锁定记忆 (Ctrl+L)</translation>
  </message>
  <message>
   <source>Lock when the screen locks</source>
   <translation>随屏幕一起锁定</translation>
  </message>
  <message>
   <source>Locked</source>
   <translation>已锁定</translation>
  </message>
  <message>
   <source>Log in to an X11 session; recording on Wayland is not supported yet.</source>
   <translation>请登录 X11 会话；目前尚不支持在 Wayland 上录制。</translation>
  </message>
  <message>
   <source>Longest in one app: {names}</source>
   <translation>单个应用停留最久：{names}</translation>
  </message>
  <message>
   <source>Looking at the screen and reading it…</source>
   <translation>正在查看并读取屏幕…</translation>
  </message>
  <message>
   <source>Low sensitivity</source>
   <translation>低度敏感</translation>
  </message>
  <message>
   <source>MMM</source>
   <translation>M月</translation>
  </message>
  <message>
   <source>MMM yyyy</source>
   <translation>yyyy年M月</translation>
  </message>
  <message>
   <source>MMMM</source>
   <translation>M月</translation>
  </message>
  <message>
   <source>MMMM yyyy</source>
   <translation>yyyy年M月</translation>
  </message>
  <message>
   <source>Made on {date}. Keep it away from this computer.</source>
   <translation>生成于 {date}。请不要和这台电脑放在一起。</translation>
  </message>
  <message>
   <source>Mail</source>
   <translation>邮件</translation>
  </message>
  <message>
   <source>Make a new key</source>
   <translation>生成新密钥</translation>
  </message>
  <message>
   <source>Make a new recovery key…</source>
   <translation>生成新的恢复密钥…</translation>
  </message>
  <message>
   <source>Make it writable, or keep the memory in another folder with --home FOLDER.</source>
   <translation>请使其可写，或用 --home 文件夹 将记忆放在别处。</translation>
  </message>
  <message>
   <source>Make one first.</source>
   <translation>请先创建一个。</translation>
  </message>
  <message>
   <source>Making your recovery key…</source>
   <translation>正在生成恢复密钥…</translation>
  </message>
  <message>
   <source>Markdown document</source>
   <translation>Markdown 文档</translation>
  </message>
  <message>
   <source>Maximum size</source>
   <translation>记忆最多占用</translation>
  </message>
  <message>
   <source>Maximum threads</source>
   <translation>最多线程数</translation>
  </message>
  <message>
   <source>Medium sensitivity</source>
   <translation>中度敏感</translation>
  </message>
  <message>
   <source>Memories</source>
   <translation>记忆</translation>
  </message>
  <message>
   <source>Memories are made from what was on the screen, a little later.</source>
   <translation>记忆来自屏幕上出现过的内容，会在稍后生成。</translation>
  </message>
  <message>
   <source>Memories based on this moment</source>
   <translation>以此时刻为依据的记忆</translation>
  </message>
  <message>
   <source>Memories from this</source>
   <translation>由此得出的记忆</translation>
  </message>
  <message>
   <source>Merge</source>
   <translation>合并</translation>
  </message>
  <message>
   <source>Merge selected</source>
   <translation>合并所选</translation>
  </message>
  <message>
   <source>Merge the selected memories</source>
   <translation>合并所选记忆</translation>
  </message>
  <message>
   <source>Merged with others</source>
   <translation>与其他记忆合并</translation>
  </message>
  <message>
   <source>Merged {count}</source>
   <translation>已合并 {count}</translation>
  </message>
  <message>
   <source>Merging combines them into one and keeps all their sources.</source>
   <translation>合并后成为一条，并保留所有来源。</translation>
  </message>
  <message>
   <source>Messages</source>
   <translation>消息</translation>
  </message>
  <message>
   <source>Minute</source>
   <translation>分钟</translation>
  </message>
  <message>
   <source>Moment</source>
   <translation>时刻</translation>
  </message>
  <message>
   <source>Moments</source>
   <translation>时刻</translation>
  </message>
  <message>
   <source>Moments of the day</source>
   <translation>当天的时刻</translation>
  </message>
  <message>
   <source>Month</source>
   <translation>月</translation>
  </message>
  <message>
   <source>More</source>
   <translation>多</translation>
  </message>
  <message>
   <source>More than ten years</source>
   <translation>超过十年</translation>
  </message>
  <message>
   <source>Move it away, or choose another folder with --home FOLDER.</source>
   <translation>请将其移走，或用 --home 文件夹 选择其他文件夹。</translation>
  </message>
  <message>
   <source>Name a moment that shows it.</source>
   <translation>请指出能证明它的时刻。</translation>
  </message>
  <message>
   <source>Narrow the search</source>
   <translation>缩小搜索范围</translation>
  </message>
  <message>
   <source>New line</source>
   <translation>换行</translation>
  </message>
  <message>
   <source>New moments</source>
   <translation>新的时刻</translation>
  </message>
  <message>
   <source>New recovery key</source>
   <translation>新的恢复密钥</translation>
  </message>
  <message>
   <source>Next day with memories (Page Down)</source>
   <translation>有记忆的后一天 (Page Down)</translation>
  </message>
  <message>
   <source>No account, no cloud. Everything is encrypted before it reaches the disk.</source>
   <translation>没有账户，没有云端。一切在写入磁盘之前都会加密。</translation>
  </message>
  <message>
   <source>No app was used for ten minutes without a break.</source>
   <translation>没有连续使用单个应用十分钟以上。</translation>
  </message>
  <message>
   <source>No font on this computer shows all {script} letters</source>
   <translation>这台电脑上没有能显示全部{script}字符的字体</translation>
  </message>
  <message>
   <source>No limit is set</source>
   <translation>未设上限</translation>
  </message>
  <message>
   <source>No longer pinned</source>
   <translation>已取消固定</translation>
  </message>
  <message>
   <source>No longer true</source>
   <translation>已失效</translation>
  </message>
  <message>
   <source>No matches in “{what}”</source>
   <translation>{what}中没有匹配的内容</translation>
  </message>
  <message>
   <source>No memories yet</source>
   <translation>还没有记忆</translation>
  </message>
  <message>
   <source>No picture was saved for this moment.</source>
   <translation>这个时刻没有保存图片。</translation>
  </message>
  <message>
   <source>No picture, no words and no title is kept of these. You can change it at any time in Settings.</source>
   <translation>这些内容的画面、文字和标题都不会保存。您可以随时在设置中更改。</translation>
  </message>
  <message>
   <source>No printer was found. Save the key as a file, or write it down.</source>
   <translation>没有找到打印机。请把密钥保存为文件，或写下来。</translation>
  </message>
  <message>
   <source>No question or answer matches.</source>
   <translation>没有匹配的问题或答案。</translation>
  </message>
  <message>
   <source>No settings found.</source>
   <translation>没有找到设置。</translation>
  </message>
  <message>
   <source>No text was found in this picture.</source>
   <translation>这张图片中没有识别到文字。</translation>
  </message>
  <message>
   <source>No words were found in the picture.</source>
   <translation>画面中没有找到文字。</translation>
  </message>
  <message>
   <source>None allowed; nothing leaves this computer</source>
   <translation>未允许任何模型；没有内容离开这台计算机</translation>
  </message>
  <message>
   <source>None was found here. Every known one is left out as soon as it appears.</source>
   <translation>这里没有找到。任何已知的密码管理器一出现就会被略过。</translation>
  </message>
  <message>
   <source>Not all memories were made</source>
   <translation>并非所有记忆都已生成</translation>
  </message>
  <message>
   <source>Not counted: {names}.</source>
   <translation>未计入：{names}。</translation>
  </message>
  <message>
   <source>Not recording</source>
   <translation>未在录制</translation>
  </message>
  <message>
   <source>Not recording yet</source>
   <translation>尚未开始录制</translation>
  </message>
  <message>
   <source>Nothing at all is recorded before you press Start recording in the last step.</source>
   <translation>在最后一步按下“开始录制”之前，不会录制任何内容。</translation>
  </message>
  <message>
   <source>Nothing can be read until you unlock it. Recording continues meanwhile, encrypted.</source>
   <translation>解锁之前无法读取任何内容。这期间的录制会加密保存。</translation>
  </message>
  <message>
   <source>Nothing changed</source>
   <translation>无变化</translation>
  </message>
  <message>
   <source>Nothing found</source>
   <translation>没有找到内容</translation>
  </message>
  <message>
   <source>Nothing in “{what}” yet</source>
   <translation>{what}中还没有内容</translation>
  </message>
  <message>
   <source>Nothing is being recorded.</source>
   <translation>目前没有录制任何内容。</translation>
  </message>
  <message>
   <source>Nothing that was seen answers this directly. These moments come closest:</source>
   <translation>看到过的内容中没有直接的答案。以下时刻最接近：</translation>
  </message>
  <message>
   <source>Nothing that was seen answers this.</source>
   <translation>看到过的内容中没有答案。</translation>
  </message>
  <message>
   <source>Nothing to show</source>
   <translation>没有可显示的内容</translation>
  </message>
  <message>
   <source>Nothing was looked at: this is left out ({rule}).</source>
   <translation>没有查看任何内容：这会被略过（{rule}）。</translation>
  </message>
  <message>
   <source>Nothing was lost. What needs no model is done; the rest is tried again automatically.</source>
   <translation>没有丢失任何内容。不需要模型的部分已经完成，其余会自动重试。</translation>
  </message>
  <message>
   <source>Nothing was lost; run it again to continue.</source>
   <translation>没有丢失任何内容；再次运行即可继续。</translation>
  </message>
  <message>
   <source>Nothing was recorded during this time.</source>
   <translation>这段时间没有录制。</translation>
  </message>
  <message>
   <source>Nothing was recorded yet.</source>
   <translation>还没有录制任何内容。</translation>
  </message>
  <message>
   <source>Nothing was recorded yet. Resume with the button above.</source>
   <translation>还没有录制任何内容。请用上方的按钮继续。</translation>
  </message>
  <message>
   <source>Nothing was restored. Use another copy of the archive.</source>
   <translation>没有恢复任何内容。请使用存档的另一份副本。</translation>
  </message>
  <message>
   <source>Nothing was saved on this day.
The strip below shows why.</source>
   <translation>这一天没有保存任何内容。
下方的条带说明了原因。</translation>
  </message>
  <message>
   <source>Nothing yet</source>
   <translation>暂无</translation>
  </message>
  <message>
   <source>Of which pictures</source>
   <translation>其中图片</translation>
  </message>
  <message>
   <source>Off until you turn it on and name an address.</source>
   <translation>默认关闭，由您开启并填写地址后才会使用。</translation>
  </message>
  <message>
   <source>On disk (encrypted)</source>
   <translation>磁盘上（已加密）</translation>
  </message>
  <message>
   <source>On the disk</source>
   <translation>在磁盘上</translation>
  </message>
  <message>
   <source>On this computer</source>
   <translation>在这台计算机上</translation>
  </message>
  <message>
   <source>One moment</source>
   <translation>请稍候</translation>
  </message>
  <message>
   <source>One per line</source>
   <translation>每行一个</translation>
  </message>
  <message>
   <source>One per line: Signal, or bank* for all that start with “bank”</source>
   <translation>每行一个：Signal，或用 bank* 表示所有以 bank 开头的</translation>
  </message>
  <message>
   <source>One per line: bank.example, including its subdomains</source>
   <translation>每行一个：bank.example，包括其子域名</translation>
  </message>
  <message>
   <source>One per line: part of the title, or /a regular expression/</source>
   <translation>每行一个：标题的一部分，或 /正则表达式/</translation>
  </message>
  <message>
   <source>Only memories of the same kind can be merged.</source>
   <translation>只有同一类的记忆才能合并。</translation>
  </message>
  <message>
   <source>Only {shown}, {count}</source>
   <translation>仅 {shown}，{count}</translation>
  </message>
  <message>
   <source>Open</source>
   <translation>打开</translation>
  </message>
  <message>
   <source>Open Afterglow</source>
   <translation>打开 Afterglow</translation>
  </message>
  <message>
   <source>Open folder</source>
   <translation>打开文件夹</translation>
  </message>
  <message>
   <source>Open it with age first.</source>
   <translation>请先用 age 打开。</translation>
  </message>
  <message>
   <source>Open the last moment</source>
   <translation>打开最近的时刻</translation>
  </message>
  <message>
   <source>Open the memory: {summary}</source>
   <translation>打开记忆：{summary}</translation>
  </message>
  <message>
   <source>Open the moment</source>
   <translation>打开时刻</translation>
  </message>
  <message>
   <source>Open the moment of {when}</source>
   <translation>打开 {when} 的时刻</translation>
  </message>
  <message>
   <source>Open the page or file</source>
   <translation>打开网页或文件</translation>
  </message>
  <message>
   <source>Open the page or file (Ctrl+O)</source>
   <translation>打开网页或文件 (Ctrl+O)</translation>
  </message>
  <message>
   <source>Open the result</source>
   <translation>打开结果</translation>
  </message>
  <message>
   <source>Open this file outside Afterglow?</source>
   <translation>要在 Afterglow 之外打开这个文件吗？</translation>
  </message>
  <message>
   <source>Open this page outside Afterglow?</source>
   <translation>要在 Afterglow 之外打开这个网页吗？</translation>
  </message>
  <message>
   <source>Opening your memory…</source>
   <translation>正在打开您的记忆…</translation>
  </message>
  <message>
   <source>Opening…</source>
   <translation>正在打开…</translation>
  </message>
  <message>
   <source>Opens the memory if you forget the passphrase. If yours is lost, or somebody else may have seen it, make a new one.</source>
   <translation>忘记密码短语时用它打开记忆。如果您的密钥丢失，或可能被他人看到，请生成新的。</translation>
  </message>
  <message>
   <source>Other</source>
   <translation>其他</translation>
  </message>
  <message>
   <source>Passphrase</source>
   <translation>密码短语</translation>
  </message>
  <message>
   <source>Password manager</source>
   <translation>密码管理器</translation>
  </message>
  <message>
   <source>Password managers</source>
   <translation>密码管理器</translation>
  </message>
  <message>
   <source>Password managers are never kept. You choose what else to leave out in the next step.</source>
   <translation>密码管理器的内容从不保存。其他要略过的内容，在下一步选择。</translation>
  </message>
  <message>
   <source>Pause (Space)</source>
   <translation>暂停 (Space)</translation>
  </message>
  <message>
   <source>Pause and forget menu</source>
   <translation>暂停和忘记菜单</translation>
  </message>
  <message>
   <source>Pause for 1 hour</source>
   <translation>暂停 1 小时</translation>
  </message>
  <message>
   <source>Pause for 15 minutes</source>
   <translation>暂停 15 分钟</translation>
  </message>
  <message>
   <source>Pause or resume from anywhere</source>
   <translation>全局快捷键：暂停或继续</translation>
  </message>
  <message>
   <source>Pause until I resume</source>
   <translation>暂停，直到我继续</translation>
  </message>
  <message>
   <source>Pause, or forget the last ten minutes</source>
   <translation>暂停，或忘记最近十分钟</translation>
  </message>
  <message>
   <source>Paused</source>
   <translation>已暂停</translation>
  </message>
  <message>
   <source>Paused, {time} left</source>
   <translation>已暂停，还剩 {time}</translation>
  </message>
  <message>
   <source>People &amp; projects</source>
   <translation>人物与项目</translation>
  </message>
  <message>
   <source>People, places, projects and ideas, and how they are related.</source>
   <translation>人物、地点、项目和想法，以及它们之间的关系。</translation>
  </message>
  <message>
   <source>Picture (*.png)</source>
   <translation>图片 (*.png)</translation>
  </message>
  <message>
   <source>Picture of the moment</source>
   <translation>时刻的图片</translation>
  </message>
  <message>
   <source>Pictures</source>
   <translation>图片</translation>
  </message>
  <message>
   <source>Pictures wait encrypted, and reading is tried again every few minutes. Close programs that need much memory; if it does not help, start Afterglow again and run `afterglow doctor`.</source>
   <translation>图片会加密等待，每隔几分钟重试识别。请关闭占用大量内存的程序；如果无效，请重新启动 Afterglow 并运行 `afterglow doctor`。</translation>
  </message>
  <message>
   <source>Pin</source>
   <translation>固定</translation>
  </message>
  <message>
   <source>Pin (P)</source>
   <translation>固定 (P)</translation>
  </message>
  <message>
   <source>Pin: keep the picture (P)</source>
   <translation>固定：保留图片 (P)</translation>
  </message>
  <message>
   <source>Pinned: the picture stays even when space runs low (P)</source>
   <translation>已固定：即使空间不足也保留图片 (P)</translation>
  </message>
  <message>
   <source>Pinned: this picture is kept</source>
   <translation>已固定：保留这张图片</translation>
  </message>
  <message>
   <source>Play</source>
   <translation>播放</translation>
  </message>
  <message>
   <source>Play (Space)</source>
   <translation>播放 (Space)</translation>
  </message>
  <message>
   <source>Playing speed ([ and ])</source>
   <translation>播放速度 ([ 和 ])</translation>
  </message>
  <message>
   <source>Playing speed {speed} times</source>
   <translation>播放速度 {speed} 倍</translation>
  </message>
  <message>
   <source>Preparing…</source>
   <translation>正在准备…</translation>
  </message>
  <message>
   <source>Previous day with memories (Page Up)</source>
   <translation>有记忆的前一天 (Page Up)</translation>
  </message>
  <message>
   <source>Previous, next day</source>
   <translation>前一天、后一天</translation>
  </message>
  <message>
   <source>Previous, next moment</source>
   <translation>前一个、后一个时刻</translation>
  </message>
  <message>
   <source>Print puts this on paper, with the whole key and how to use it.</source>
   <translation>“打印”会把它印在纸上，包含完整的密钥和使用方法。</translation>
  </message>
  <message>
   <source>Print…</source>
   <translation>打印…</translation>
  </message>
  <message>
   <source>Privacy log</source>
   <translation>隐私记录</translation>
  </message>
  <message>
   <source>Private windows</source>
   <translation>无痕窗口</translation>
  </message>
  <message>
   <source>Processor use</source>
   <translation>资源占用</translation>
  </message>
  <message>
   <source>Projects</source>
   <translation>项目</translation>
  </message>
  <message>
   <source>Put the passphrase on its first line.</source>
   <translation>请把密码短语写在第一行。</translation>
  </message>
  <message>
   <source>Questions and answers stay saved (Ctrl+Shift+L)</source>
   <translation>问题和答案仍会保留 (Ctrl+Shift+L)</translation>
  </message>
  <message>
   <source>Quit</source>
   <translation>退出</translation>
  </message>
  <message>
   <source>Quit Afterglow</source>
   <translation>退出 Afterglow</translation>
  </message>
  <message>
   <source>Range</source>
   <translation>范围</translation>
  </message>
  <message>
   <source>Read on this computer and not saved</source>
   <translation>在本机读取，不会保存</translation>
  </message>
  <message>
   <source>Reading</source>
   <translation>识别</translation>
  </message>
  <message>
   <source>Reading all stored files…</source>
   <translation>正在读取所有已存储的文件…</translation>
  </message>
  <message>
   <source>Reads the entire memory (Ctrl+Shift+C)</source>
   <translation>读取整个记忆 (Ctrl+Shift+C)</translation>
  </message>
  <message>
   <source>Recorder</source>
   <translation>录制程序</translation>
  </message>
  <message>
   <source>Recording</source>
   <translation>录制</translation>
  </message>
  <message>
   <source>Recording failed</source>
   <translation>录制失败</translation>
  </message>
  <message>
   <source>Recording goes on, encrypted; nothing can be read</source>
   <translation>录制以加密方式继续；目前无法读取任何内容</translation>
  </message>
  <message>
   <source>Recording goes on; searches wait until the memory is open again</source>
   <translation>录制继续进行；搜索会等到记忆重新打开</translation>
  </message>
  <message>
   <source>Recording, not being read</source>
   <translation>正在录制，未在识别</translation>
  </message>
  <message>
   <source>Recording, {time} behind</source>
   <translation>正在录制，识别滞后 {time}</translation>
  </message>
  <message>
   <source>Recovery key</source>
   <translation>恢复密钥</translation>
  </message>
  <message>
   <source>Related</source>
   <translation>相关</translation>
  </message>
  <message>
   <source>Relations of {centre}: {said}</source>
   <translation>{centre} 的关系：{said}</translation>
  </message>
  <message>
   <source>Remove a filter</source>
   <translation>移除筛选</translation>
  </message>
  <message>
   <source>Remove memories seen only once after</source>
   <translation>只看到一次的记忆多久后移除</translation>
  </message>
  <message>
   <source>Remove the filter {told}</source>
   <translation>移除筛选：{told}</translation>
  </message>
  <message>
   <source>Remove the filter {told} (Delete)</source>
   <translation>移除筛选：{told} (Delete)</translation>
  </message>
  <message>
   <source>Remove the picture (Ctrl+Shift+O)</source>
   <translation>移除图片 (Ctrl+Shift+O)</translation>
  </message>
  <message>
   <source>Remove this saved search</source>
   <translation>移除这个已保存的搜索</translation>
  </message>
  <message>
   <source>Removed</source>
   <translation>已移除</translation>
  </message>
  <message>
   <source>Repeat passphrase</source>
   <translation>重复密码短语</translation>
  </message>
  <message>
   <source>Replaced by a newer value</source>
   <translation>已被新值取代</translation>
  </message>
  <message>
   <source>Reset</source>
   <translation>恢复默认</translation>
  </message>
  <message>
   <source>Reset {name}</source>
   <translation>恢复默认：{name}</translation>
  </message>
  <message>
   <source>Restarting the memory…</source>
   <translation>正在重启记忆…</translation>
  </message>
  <message>
   <source>Restore from an archive, or from an export of the format `folder`.</source>
   <translation>请从存档恢复，或从 `folder` 格式的导出恢复。</translation>
  </message>
  <message>
   <source>Resume now</source>
   <translation>立即继续</translation>
  </message>
  <message>
   <source>Right</source>
   <translation>正确</translation>
  </message>
  <message>
   <source>Run `afterglow forget` again.</source>
   <translation>请再次运行 `afterglow forget`。</translation>
  </message>
  <message>
   <source>Save</source>
   <translation>保存</translation>
  </message>
  <message>
   <source>Save (Ctrl+Enter)</source>
   <translation>保存 (Ctrl+Enter)</translation>
  </message>
  <message>
   <source>Save as file…</source>
   <translation>保存为文件…</translation>
  </message>
  <message>
   <source>Save data…</source>
   <translation>保存数据…</translation>
  </message>
  <message>
   <source>Save picture…</source>
   <translation>保存图片…</translation>
  </message>
  <message>
   <source>Save the recovery key</source>
   <translation>保存恢复密钥</translation>
  </message>
  <message>
   <source>Save the report</source>
   <translation>保存报告</translation>
  </message>
  <message>
   <source>Save the report…</source>
   <translation>保存报告…</translation>
  </message>
  <message>
   <source>Save the search</source>
   <translation>保存搜索</translation>
  </message>
  <message>
   <source>Save the values of secrets</source>
   <translation>保存机密的值</translation>
  </message>
  <message>
   <source>Save them</source>
   <translation>保存</translation>
  </message>
  <message>
   <source>Save this search</source>
   <translation>保存这个搜索</translation>
  </message>
  <message>
   <source>Save this search (Ctrl+D)</source>
   <translation>保存这个搜索 (Ctrl+D)</translation>
  </message>
  <message>
   <source>Save to</source>
   <translation>保存到</translation>
  </message>
  <message>
   <source>Saved</source>
   <translation>已保存</translation>
  </message>
  <message>
   <source>Saved as {name}.</source>
   <translation>已保存为 {name}。</translation>
  </message>
  <message>
   <source>Saved as {name}. Anyone who can read the file can use the key: move it off this computer.</source>
   <translation>已保存为 {name}。能读取该文件的人都能使用密钥：请把它移出这台电脑。</translation>
  </message>
  <message>
   <source>Saved searches</source>
   <translation>已保存的搜索</translation>
  </message>
  <message>
   <source>Saving…</source>
   <translation>正在保存…</translation>
  </message>
  <message>
   <source>Screen locked</source>
   <translation>屏幕已锁定</translation>
  </message>
  <message>
   <source>Screen {number}</source>
   <translation>屏幕 {number}</translation>
  </message>
  <message>
   <source>Scripts</source>
   <translation>脚本</translation>
  </message>
  <message>
   <source>Search</source>
   <translation>搜索</translation>
  </message>
  <message>
   <source>Search again (Delete: remove it)</source>
   <translation>再次搜索 (Delete：移除)</translation>
  </message>
  <message>
   <source>Search and timeline show the ids of moments.</source>
   <translation>搜索和时间线会显示时刻的编号。</translation>
  </message>
  <message>
   <source>Search everything you have seen</source>
   <translation>搜索您看过的一切</translation>
  </message>
  <message>
   <source>Search for {query}</source>
   <translation>搜索 {query}</translation>
  </message>
  <message>
   <source>Search from anywhere</source>
   <translation>全局快捷键：搜索</translation>
  </message>
  <message>
   <source>Search questions and answers</source>
   <translation>搜索问题和答案</translation>
  </message>
  <message>
   <source>Search questions and answers (Ctrl+Shift+F)</source>
   <translation>搜索问题和答案 (Ctrl+Shift+F)</translation>
  </message>
  <message>
   <source>Search results</source>
   <translation>搜索结果</translation>
  </message>
  <message>
   <source>Search your memory</source>
   <translation>搜索您的记忆</translation>
  </message>
  <message>
   <source>Search your memory:  a word, “exact words”,  app:terminal,  yesterday afternoon …</source>
   <translation>搜索您的记忆：一个词、"精确短语"、app:terminal、昨天 …</translation>
  </message>
  <message>
   <source>Searching your memory…</source>
   <translation>正在搜索您的记忆…</translation>
  </message>
  <message>
   <source>Searching…</source>
   <translation>正在搜索…</translation>
  </message>
  <message>
   <source>Search…</source>
   <translation>搜索…</translation>
  </message>
  <message>
   <source>Secrets</source>
   <translation>机密</translation>
  </message>
  <message>
   <source>Seen</source>
   <translation>看到次数</translation>
  </message>
  <message>
   <source>Seen on the screen</source>
   <translation>在屏幕上看到</translation>
  </message>
  <message>
   <source>Select all text</source>
   <translation>选择全部文字</translation>
  </message>
  <message>
   <source>Select words on the picture</source>
   <translation>在图片上选择文字</translation>
  </message>
  <message>
   <source>Selected: {selection}</source>
   <translation>已选择：{selection}</translation>
  </message>
  <message>
   <source>Sensitivity</source>
   <translation>敏感度</translation>
  </message>
  <message>
   <source>Set HOME, or say where the memory is with --home FOLDER.</source>
   <translation>请设置 HOME，或用 --home 文件夹 指明记忆的位置。</translation>
  </message>
  <message>
   <source>Settings</source>
   <translation>设置</translation>
  </message>
  <message>
   <source>Share of the limit in use</source>
   <translation>已用限额的比例</translation>
  </message>
  <message>
   <source>Shortcuts</source>
   <translation>快捷键</translation>
  </message>
  <message>
   <source>Show</source>
   <translation>显示</translation>
  </message>
  <message>
   <source>Show a day</source>
   <translation>显示一天</translation>
  </message>
  <message>
   <source>Show a minute</source>
   <translation>显示一分钟</translation>
  </message>
  <message>
   <source>Show a month</source>
   <translation>显示一个月</translation>
  </message>
  <message>
   <source>Show a secret's value</source>
   <translation>显示机密的值</translation>
  </message>
  <message>
   <source>Show a week</source>
   <translation>显示一周</translation>
  </message>
  <message>
   <source>Show a year</source>
   <translation>显示一年</translation>
  </message>
  <message numerus="yes">
   <source>Show all {n} apps</source>
   <extracomment>Show {n} app</extracomment>
   <translation>
    <numerusform>显示全部 {n} 个应用</numerusform>
   </translation>
  </message>
  <message>
   <source>Show an hour</source>
   <translation>显示一小时</translation>
  </message>
  <message>
   <source>Show earlier questions</source>
   <translation>显示更早的问题</translation>
  </message>
  <message>
   <source>Show fewer apps</source>
   <translation>显示更少应用</translation>
  </message>
  <message>
   <source>Show on the timeline</source>
   <translation>在时间线上显示</translation>
  </message>
  <message>
   <source>Show or hide the history (Ctrl+H)</source>
   <translation>显示或隐藏历史 (Ctrl+H)</translation>
  </message>
  <message>
   <source>Show the passphrase</source>
   <translation>显示密码短语</translation>
  </message>
  <message>
   <source>Show the tour again</source>
   <translation>再次显示导览</translation>
  </message>
  <message>
   <source>Show the value</source>
   <translation>显示该值</translation>
  </message>
  <message>
   <source>Show the value; this is noted in the access log (Ctrl+R)</source>
   <translation>显示该值；访问日志会记录 (Ctrl+R)</translation>
  </message>
  <message>
   <source>Site</source>
   <translation>网站</translation>
  </message>
  <message>
   <source>Site, with everything below it</source>
   <translation>网站及其下所有内容</translation>
  </message>
  <message>
   <source>Sites</source>
   <translation>网站</translation>
  </message>
  <message>
   <source>Skipped</source>
   <translation>已跳过</translation>
  </message>
  <message>
   <source>Slower, faster</source>
   <translation>减速、加速</translation>
  </message>
  <message>
   <source>Someone, or a backup, restored an older copy. If that was you, run `afterglow unlock --accept-backup`.</source>
   <translation>有人或某次备份恢复了较旧的副本。如果是您本人，请运行 `afterglow unlock --accept-backup`。</translation>
  </message>
  <message>
   <source>Something went wrong</source>
   <translation>出了点问题</translation>
  </message>
  <message>
   <source>Source</source>
   <translation>来源</translation>
  </message>
  <message>
   <source>Sources</source>
   <translation>来源</translation>
  </message>
  <message>
   <source>Space for unread pictures</source>
   <translation>待识别图片的空间</translation>
  </message>
  <message>
   <source>Spreadsheet (XLSX)</source>
   <translation>电子表格 (XLSX)</translation>
  </message>
  <message>
   <source>Spreadsheets</source>
   <translation>电子表格</translation>
  </message>
  <message>
   <source>Start Afterglow again from the menu to come back.</source>
   <translation>要回来时，请从菜单再次启动 Afterglow。</translation>
  </message>
  <message>
   <source>Start Afterglow again from the menu, or press {key}, to come back.</source>
   <translation>要回来时，请从菜单再次启动 Afterglow，或按 {key}。</translation>
  </message>
  <message>
   <source>Start Afterglow inside a desktop session, or run `afterglow demo`.</source>
   <translation>请在桌面会话中启动 Afterglow，或运行 `afterglow demo`。</translation>
  </message>
  <message>
   <source>Start Afterglow when I log in</source>
   <translation>登录时启动 Afterglow</translation>
  </message>
  <message>
   <source>Start in the background at login</source>
   <translation>登录时在后台启动</translation>
  </message>
  <message>
   <source>Start its server, or check its address with `afterglow models`. Everything else works without it.</source>
   <translation>请启动其服务器，或用 `afterglow models` 检查地址。没有它其他功能也照常运行。</translation>
  </message>
  <message>
   <source>Start recording</source>
   <translation>开始录制</translation>
  </message>
  <message>
   <source>Starting…</source>
   <translation>正在启动…</translation>
  </message>
  <message>
   <source>Step {number} of {count}: {name}</source>
   <translation>第 {number} 步，共 {count} 步：{name}</translation>
  </message>
  <message>
   <source>Steps, one per line</source>
   <translation>步骤，每行一个</translation>
  </message>
  <message>
   <source>Stop</source>
   <translation>停止</translation>
  </message>
  <message>
   <source>Stop (Esc)</source>
   <translation>停止 (Esc)</translation>
  </message>
  <message>
   <source>Stop recording</source>
   <translation>停止录制</translation>
  </message>
  <message>
   <source>Stopped</source>
   <translation>已停止</translation>
  </message>
  <message>
   <source>Stopped.</source>
   <translation>已停止。</translation>
  </message>
  <message>
   <source>Stopped. No file was left behind.</source>
   <translation>已停止。没有留下任何文件。</translation>
  </message>
  <message>
   <source>Storage</source>
   <translation>存储</translation>
  </message>
  <message>
   <source>Strong: holds for decades</source>
   <translation>很强：数十年内难以猜出</translation>
  </message>
  <message>
   <source>Suggestions</source>
   <translation>建议</translation>
  </message>
  <message>
   <source>Summary</source>
   <translation>摘要</translation>
  </message>
  <message>
   <source>Switches</source>
   <translation>切换次数</translation>
  </message>
  <message>
   <source>Switches between apps</source>
   <translation>应用之间的切换</translation>
  </message>
  <message>
   <source>System default</source>
   <translation>跟随系统</translation>
  </message>
  <message>
   <source>Take a PNG, JPEG, WebP, AVIF, TIFF or GIF.</source>
   <translation>请选择 PNG、JPEG、WebP、AVIF、TIFF 或 GIF 图片。</translation>
  </message>
  <message>
   <source>Take a picture</source>
   <translation>拍一张</translation>
  </message>
  <message>
   <source>Take another picture</source>
   <translation>再拍一张</translation>
  </message>
  <message>
   <source>Take one picture of your screen and see what Afterglow reads in it. The picture is shown here and kept nowhere.</source>
   <translation>拍一张屏幕画面，看看 Afterglow 能从中读出什么。画面只在这里显示，不会保存。</translation>
  </message>
  <message>
   <source>Tasks you do again and again in the same steps.</source>
   <translation>您一再以相同步骤完成的任务。</translation>
  </message>
  <message>
   <source>Test a rule</source>
   <translation>测试规则</translation>
  </message>
  <message>
   <source>Text</source>
   <translation>文字</translation>
  </message>
  <message>
   <source>Text (*.txt)</source>
   <translation>文本 (*.txt)</translation>
  </message>
  <message>
   <source>Text of the moment</source>
   <translation>时刻的文字</translation>
  </message>
  <message>
   <source>Text that was read</source>
   <translation>识别到的文字</translation>
  </message>
  <message>
   <source>That does not unlock the memory</source>
   <translation>无法用它解锁记忆</translation>
  </message>
  <message>
   <source>That does not work</source>
   <translation>无法这样操作</translation>
  </message>
  <message>
   <source>That is as it should be. Bring another window to the front, and try again.</source>
   <translation>这正是应有的结果。请把另一个窗口移到前面，然后重试。</translation>
  </message>
  <message>
   <source>That is not group {number}. Compare it with the key.</source>
   <translation>这不是第 {number} 组。请与密钥核对。</translation>
  </message>
  <message>
   <source>That was too much for the language model at once</source>
   <translation>内容超出了语言模型一次能处理的量</translation>
  </message>
  <message>
   <source>The archive is damaged or was not made by Afterglow</source>
   <translation>存档已损坏，或不是由 Afterglow 创建</translation>
  </message>
  <message>
   <source>The best {limit} matches</source>
   <translation>最佳的 {limit} 处匹配</translation>
  </message>
  <message>
   <source>The command line</source>
   <translation>命令行</translation>
  </message>
  <message>
   <source>The file is damaged or of an unknown type; the others were saved.</source>
   <translation>该文件已损坏或类型未知；其他文件已保存。</translation>
  </message>
  <message>
   <source>The first day is after the last day.</source>
   <translation>第一天晚于最后一天。</translation>
  </message>
  <message>
   <source>The key is in your system’s key store.</source>
   <translation>密钥保存在系统的密钥库中。</translation>
  </message>
  <message>
   <source>The language model cannot be reached</source>
   <translation>无法连接语言模型</translation>
  </message>
  <message>
   <source>The language model declined to answer</source>
   <translation>语言模型拒绝回答</translation>
  </message>
  <message>
   <source>The language model did not answer in time</source>
   <translation>语言模型没有及时回答</translation>
  </message>
  <message>
   <source>The language model gave no usable answer</source>
   <translation>语言模型没有给出可用的回答</translation>
  </message>
  <message>
   <source>The language model's answer has the wrong format</source>
   <translation>语言模型的回答格式不正确</translation>
  </message>
  <message>
   <source>The language model's server refused the request</source>
   <translation>语言模型的服务器拒绝了请求</translation>
  </message>
  <message>
   <source>The last 7 days</source>
   <translation>最近 7 天</translation>
  </message>
  <message>
   <source>The memory and its history are removed and cannot be restored. The moments it is based on stay.</source>
   <translation>该记忆及其历史将被删除且无法恢复。它所依据的时刻会保留。</translation>
  </message>
  <message>
   <source>The memory had to be started again</source>
   <translation>记忆已重新启动</translation>
  </message>
  <message>
   <source>The memory is locked</source>
   <translation>记忆已锁定</translation>
  </message>
  <message>
   <source>The memory keeps stopping</source>
   <translation>记忆反复停止</translation>
  </message>
  <message>
   <source>The other screen</source>
   <translation>另一个屏幕</translation>
  </message>
  <message>
   <source>The passphrase that Afterglow was started with opens your memory.</source>
   <translation>启动 Afterglow 时提供的密码短语会打开您的记忆。</translation>
  </message>
  <message>
   <source>The passphrases do not match.</source>
   <translation>两次输入的密码短语不一致。</translation>
  </message>
  <message>
   <source>The passphrases do not match. Type it again.</source>
   <translation>两次输入的密码短语不一致。请重新输入。</translation>
  </message>
  <message>
   <source>The picture could not be read</source>
   <translation>无法识别图片</translation>
  </message>
  <message>
   <source>The picture of the question</source>
   <translation>问题的图片</translation>
  </message>
  <message>
   <source>The picture was copied</source>
   <translation>图片已复制</translation>
  </message>
  <message>
   <source>The reading process ended</source>
   <translation>识别进程已结束</translation>
  </message>
  <message>
   <source>The reading process keeps ending</source>
   <translation>识别进程反复结束</translation>
  </message>
  <message>
   <source>The rest stays readable. Run `afterglow verify`, or restore the named file from a backup.</source>
   <translation>其余内容仍可读取。请运行 `afterglow verify`，或从备份恢复所指的文件。</translation>
  </message>
  <message>
   <source>The screen could not be captured</source>
   <translation>无法录制屏幕</translation>
  </message>
  <message>
   <source>The six kinds</source>
   <translation>六种类型</translation>
  </message>
  <message>
   <source>The system does not allow screen capture</source>
   <translation>系统不允许录制屏幕</translation>
  </message>
  <message>
   <source>The system’s key store did not open. Choose a passphrase instead.</source>
   <translation>系统的密钥库没有打开。请改为设置密码短语。</translation>
  </message>
  <message>
   <source>The test did not work.</source>
   <translation>测试没有成功。</translation>
  </message>
  <message>
   <source>The value</source>
   <translation>值</translation>
  </message>
  <message>
   <source>The value is hidden</source>
   <translation>值已隐藏</translation>
  </message>
  <message>
   <source>The value is not in any memory and cannot be found by searching.</source>
   <translation>该值不在任何记忆中，也无法通过搜索找到。</translation>
  </message>
  <message>
   <source>The value was not saved. The moments below show where to find the secret.</source>
   <translation>其值没有保存。下面的时刻显示在哪里可以找到这个机密。</translation>
  </message>
  <message>
   <source>The whole address</source>
   <translation>完整地址</translation>
  </message>
  <message>
   <source>The window</source>
   <translation>窗口</translation>
  </message>
  <message>
   <source>The window in front does not say which app it belongs to. Such windows are left out unless you allow them in Settings.</source>
   <translation>最前面的窗口没有说明它属于哪个应用。除非您在设置中允许，否则这类窗口会被略过。</translation>
  </message>
  <message>
   <source>The window is closed. Open it again from the tray, or with {key}.</source>
   <translation>窗口已关闭。可从托盘或按 {key} 再次打开。</translation>
  </message>
  <message>
   <source>The window is closed. Open it again from the tray.</source>
   <translation>窗口已关闭。可从托盘再次打开。</translation>
  </message>
  <message>
   <source>Theme</source>
   <translation>主题</translation>
  </message>
  <message>
   <source>There is no display to record</source>
   <translation>没有可录制的显示器</translation>
  </message>
  <message>
   <source>There is not enough space</source>
   <translation>空间不足</translation>
  </message>
  <message>
   <source>This cannot be undone. The moments they refer to stay.</source>
   <translation>此操作无法撤销。其中提到的时刻会保留。</translation>
  </message>
  <message>
   <source>This day</source>
   <translation>这一天</translation>
  </message>
  <message>
   <source>This desktop has no tray.</source>
   <translation>此桌面没有托盘。</translation>
  </message>
  <message>
   <source>This is not a picture that can be read</source>
   <translation>这不是可以读取的图片</translation>
  </message>
  <message>
   <source>This is not encrypted. Press “Export unencrypted” to confirm.</source>
   <translation>这不会加密。请按“不加密导出”确认。</translation>
  </message>
  <message>
   <source>This is the new key. The one before no longer opens your memory. Write it down or print it.</source>
   <translation>这是新密钥。之前的密钥已不能打开您的记忆。请写下来或打印出来。</translation>
  </message>
  <message>
   <source>This key opens your memory if you forget the passphrase. Open Afterglow, choose “Forgotten? Use your recovery key” and type the eight groups. Whoever has this key and your disk can read everything in the memory.</source>
   <translation>如果您忘记密码短语，可以用这个密钥打开记忆。打开 Afterglow，选择使用恢复密钥，然后输入八组字符。拥有此密钥和您的磁盘的人可以读取记忆中的一切。</translation>
  </message>
  <message>
   <source>This list</source>
   <translation>本页</translation>
  </message>
  <message>
   <source>This memory has a recovery key from before. If you still have it, keep it. If you make a new one, the old one opens nothing any more.</source>
   <translation>此记忆已有恢复密钥。如果您还保存着它，请继续使用；如果生成新密钥，旧密钥将失效。</translation>
  </message>
  <message>
   <source>This memory was made by a newer Afterglow</source>
   <translation>此记忆由更新版本的 Afterglow 创建</translation>
  </message>
  <message>
   <source>This moment could not be opened.</source>
   <translation>无法打开这个时刻。</translation>
  </message>
  <message>
   <source>This moment no longer exists. It was forgotten.</source>
   <translation>这个时刻已不存在。它已被忘记。</translation>
  </message>
  <message>
   <source>This saves a copy outside Afterglow. Your memory stays unchanged.</source>
   <translation>这会在 Afterglow 之外保存一份副本。您的记忆保持不变。</translation>
  </message>
  <message>
   <source>This system has no key store</source>
   <translation>此系统没有密钥库</translation>
  </message>
  <message>
   <source>Thursday, at</source>
   <translation>周四，在</translation>
  </message>
  <message>
   <source>Tick the box first: anyone can read the export.</source>
   <translation>请先勾选：任何人都能读到导出的内容。</translation>
  </message>
  <message>
   <source>Time</source>
   <translation>时间</translation>
  </message>
  <message>
   <source>Time by app</source>
   <translation>按应用统计时间</translation>
  </message>
  <message>
   <source>Time by document</source>
   <translation>按文档统计时间</translation>
  </message>
  <message>
   <source>Time by project</source>
   <translation>按项目统计时间</translation>
  </message>
  <message>
   <source>Time by site</source>
   <translation>按网站统计时间</translation>
  </message>
  <message>
   <source>Timeline</source>
   <translation>时间线</translation>
  </message>
  <message>
   <source>Title</source>
   <translation>标题</translation>
  </message>
  <message>
   <source>To be retried</source>
   <translation>待重试</translation>
  </message>
  <message>
   <source>To revoke it</source>
   <translation>撤回方法</translation>
  </message>
  <message>
   <source>Today</source>
   <translation>今天</translation>
  </message>
  <message>
   <source>Too short. Use at least {shortest} characters; several words are best.</source>
   <translation>太短了。请至少使用 {shortest} 个字符；最好用多个词。</translation>
  </message>
  <message>
   <source>Total sent</source>
   <translation>累计发送</translation>
  </message>
  <message>
   <source>Try again</source>
   <translation>重试</translation>
  </message>
  <message>
   <source>Try again in a moment. Nothing that was saved is lost.</source>
   <translation>请稍后再试。已保存的内容没有丢失。</translation>
  </message>
  <message>
   <source>Try again.</source>
   <translation>请再试一次。</translation>
  </message>
  <message>
   <source>Try again; if it happens again, run `afterglow doctor`.</source>
   <translation>请重试；如果再次发生，请运行 `afterglow doctor`。</translation>
  </message>
  <message>
   <source>Try again; nothing was changed.</source>
   <translation>请再试一次；没有任何更改。</translation>
  </message>
  <message>
   <source>Try fewer or different words, or a longer period. Part of a word is enough.</source>
   <translation>试试更少或不同的词，或更长的时间范围。词的一部分也可以。</translation>
  </message>
  <message>
   <source>Try fewer or different words, or another kind above.</source>
   <translation>试试更少或不同的词，或上方的其他类型。</translation>
  </message>
  <message>
   <source>Try it</source>
   <translation>试一试</translation>
  </message>
  <message>
   <source>Tuesday, 11:42</source>
   <translation>周二 11:42</translation>
  </message>
  <message>
   <source>Type</source>
   <translation>类型</translation>
  </message>
  <message>
   <source>Type the key that you wrote down when you set up Afterglow.</source>
   <translation>请输入设置 Afterglow 时抄写的密钥。</translation>
  </message>
  <message>
   <source>Type the passphrase once more.</source>
   <translation>请再次输入密码短语。</translation>
  </message>
  <message>
   <source>Type the same passphrase twice.</source>
   <translation>请两次输入相同的密码短语。</translation>
  </message>
  <message>
   <source>Type your passphrase to make a recovery key. A key that was shown before is replaced.</source>
   <translation>输入密码短语以生成恢复密钥。之前显示过的密钥会被替换。</translation>
  </message>
  <message>
   <source>Undo</source>
   <translation>撤销</translation>
  </message>
  <message>
   <source>Undo the last change here</source>
   <translation>撤销最近一次更改</translation>
  </message>
  <message>
   <source>Undo the later change first.</source>
   <translation>请先撤销之后的更改。</translation>
  </message>
  <message>
   <source>Undo: {what}, {when}</source>
   <translation>撤销：{what}，{when}</translation>
  </message>
  <message>
   <source>Undone</source>
   <translation>已撤销</translation>
  </message>
  <message>
   <source>Unidentified windows</source>
   <translation>无法识别的窗口</translation>
  </message>
  <message>
   <source>Unknown</source>
   <translation>未知</translation>
  </message>
  <message>
   <source>Unknown app</source>
   <translation>未知应用</translation>
  </message>
  <message>
   <source>Unlock</source>
   <translation>解锁</translation>
  </message>
  <message>
   <source>Unlock it in the app, or with `afterglow unlock`.</source>
   <translation>请在应用中解锁，或运行 `afterglow unlock`。</translation>
  </message>
  <message>
   <source>Unlock it with `afterglow unlock`, with --passphrase-file, or in the app.</source>
   <translation>请用 `afterglow unlock`、--passphrase-file 或在应用中解锁。</translation>
  </message>
  <message>
   <source>Unlock the existing memory.</source>
   <translation>请解锁已有的记忆。</translation>
  </message>
  <message>
   <source>Unlock the memory so that they are read, or raise “Space for unread pictures” in the settings; recording resumes by itself.</source>
   <translation>请解锁记忆以便识别它们，或在设置中增大“待识别图片的空间”；录制会自动继续。</translation>
  </message>
  <message>
   <source>Unlocking…</source>
   <translation>正在解锁…</translation>
  </message>
  <message>
   <source>Unlock…</source>
   <translation>解锁…</translation>
  </message>
  <message>
   <source>Unpin</source>
   <translation>取消固定</translation>
  </message>
  <message>
   <source>Unread pictures</source>
   <translation>待识别图片</translation>
  </message>
  <message>
   <source>Untitled</source>
   <translation>无标题</translation>
  </message>
  <message>
   <source>Update Afterglow; nothing was changed.</source>
   <translation>请更新 Afterglow；没有更改任何内容。</translation>
  </message>
  <message>
   <source>Updates</source>
   <translation>更新</translation>
  </message>
  <message>
   <source>Use a model with a longer context. Everything else works without it.</source>
   <translation>请使用上下文更长的模型。没有它其他功能也照常运行。</translation>
  </message>
  <message>
   <source>Use https, or a tunnel that ends on this machine.</source>
   <translation>请使用 https，或终点在这台计算机上的隧道。</translation>
  </message>
  <message>
   <source>Use the key store instead</source>
   <translation>改用密钥库</translation>
  </message>
  <message>
   <source>Use the passphrase instead</source>
   <translation>改用密码短语</translation>
  </message>
  <message>
   <source>Use your recovery key</source>
   <translation>使用恢复密钥</translation>
  </message>
  <message>
   <source>Use your recovery key instead</source>
   <translation>改用恢复密钥</translation>
  </message>
  <message>
   <source>Value</source>
   <translation>值</translation>
  </message>
  <message>
   <source>Version {version}</source>
   <translation>版本 {version}</translation>
  </message>
  <message>
   <source>Very weak: guessed in minutes</source>
   <translation>非常弱：几分钟内可被猜出</translation>
  </message>
  <message>
   <source>Wait a moment and try again.</source>
   <translation>请稍候重试。</translation>
  </message>
  <message>
   <source>Wait {waiting} s</source>
   <translation>等待 {waiting} 秒</translation>
  </message>
  <message>
   <source>Waiting for memories</source>
   <translation>待生成记忆</translation>
  </message>
  <message>
   <source>Waiting to be read</source>
   <translation>待识别</translation>
  </message>
  <message>
   <source>Wall texts</source>
   <translation>展墙文字</translation>
  </message>
  <message>
   <source>Weak: guessed in hours</source>
   <translation>弱：几小时内可被猜出</translation>
  </message>
  <message>
   <source>Web browser</source>
   <translation>网页浏览器</translation>
  </message>
  <message>
   <source>Web pages</source>
   <translation>网页</translation>
  </message>
  <message>
   <source>Week</source>
   <translation>周</translation>
  </message>
  <message>
   <source>Welcome</source>
   <translation>欢迎</translation>
  </message>
  <message>
   <source>What Afterglow learns from your moments.</source>
   <translation>Afterglow 从时刻中了解到的内容。</translation>
  </message>
  <message>
   <source>What did I do yesterday afternoon?</source>
   <translation>我昨天下午做了什么？</translation>
  </message>
  <message>
   <source>What do you remember of it?</source>
   <translation>您还记得什么？</translation>
  </message>
  <message>
   <source>What is missing is tried again automatically.</source>
   <translation>缺少的部分会自动重试。</translation>
  </message>
  <message>
   <source>What is never saved. The rules apply to every window, before a picture is saved.</source>
   <translation>永不保存的内容。这些规则在保存图片之前应用于每个窗口。</translation>
  </message>
  <message>
   <source>What is recorded cannot be read or searched now</source>
   <translation>目前无法识别或搜索录制的内容</translation>
  </message>
  <message>
   <source>What opens your memory</source>
   <translation>用什么打开您的记忆</translation>
  </message>
  <message>
   <source>What should be left out?</source>
   <translation>哪些内容要略过？</translation>
  </message>
  <message>
   <source>What was left out, and who accessed the memory and when. It never says what was searched for.</source>
   <translation>哪些内容被排除，以及谁在何时访问过记忆。这里从不记录搜索了什么。</translation>
  </message>
  <message>
   <source>What you did and when, one entry per session.</source>
   <translation>您在什么时候做了什么，每次使用为一条。</translation>
  </message>
  <message>
   <source>What you write takes priority over what was seen.</source>
   <translation>您写的内容优先于看到的内容。</translation>
  </message>
  <message>
   <source>When</source>
   <translation>时间</translation>
  </message>
  <message>
   <source>When the memory locks automatically. Recording continues, encrypted.</source>
   <translation>记忆何时自动锁定。录制会以加密方式继续。</translation>
  </message>
  <message>
   <source>When the window is closed</source>
   <translation>关闭窗口时</translation>
  </message>
  <message>
   <source>Where</source>
   <translation>位置</translation>
  </message>
  <message>
   <source>Where did I read about this last week?</source>
   <translation>我上周在哪里读到过这个？</translation>
  </message>
  <message>
   <source>Where did I see this picture?</source>
   <translation>我在哪里见过这张图片？</translation>
  </message>
  <message>
   <source>Where pictures wait, encrypted, until they are read.</source>
   <translation>图片加密等待识别的地方。</translation>
  </message>
  <message>
   <source>Whether everything works.</source>
   <translation>各项功能是否正常。</translation>
  </message>
  <message>
   <source>Whether there is a newer version is not known</source>
   <translation>无法得知是否有新版本</translation>
  </message>
  <message>
   <source>While you are away, every</source>
   <translation>您离开时的间隔</translation>
  </message>
  <message>
   <source>Who wrote to me this morning?</source>
   <translation>今天早上谁给我写了信？</translation>
  </message>
  <message>
   <source>Window titles</source>
   <translation>窗口标题</translation>
  </message>
  <message>
   <source>Windows</source>
   <translation>窗口</translation>
  </message>
  <message>
   <source>Words</source>
   <translation>词语</translation>
  </message>
  <message>
   <source>Workflows</source>
   <translation>工作流程</translation>
  </message>
  <message>
   <source>Working…</source>
   <translation>正在处理…</translation>
  </message>
  <message>
   <source>Would this window be saved? Describe a window to test the current rules.</source>
   <translation>这个窗口会被保存吗？描述一个窗口来测试当前规则。</translation>
  </message>
  <message>
   <source>Write an app, a site or a part of a title.</source>
   <translation>请写应用、网站或标题的一部分。</translation>
  </message>
  <message>
   <source>Write it as example.com.</source>
   <translation>请写成 example.com 的形式。</translation>
  </message>
  <message>
   <source>Write it like Ctrl+Alt+Space.</source>
   <translation>请写成 Ctrl+Alt+Space 的形式。</translation>
  </message>
  <message>
   <source>Year</source>
   <translation>年</translation>
  </message>
  <message>
   <source>Year, month, week … second</source>
   <translation>年、月、周 … 秒</translation>
  </message>
  <message>
   <source>Yesterday</source>
   <translation>昨天</translation>
  </message>
  <message>
   <source>You</source>
   <translation>您</translation>
  </message>
  <message>
   <source>You are away after</source>
   <translation>多久后视为离开</translation>
  </message>
  <message>
   <source>You asked: {question}</source>
   <translation>您问：{question}</translation>
  </message>
  <message>
   <source>You can change this later in Settings, under Desktop.</source>
   <translation>以后可在“设置”的“桌面”中更改。</translation>
  </message>
  <message>
   <source>You have a new recovery key</source>
   <translation>新的恢复密钥已生成</translation>
  </message>
  <message>
   <source>You have this memory’s recovery key, and you proved it.</source>
   <translation>您已持有此记忆的恢复密钥，并已通过确认。</translation>
  </message>
  <message>
   <source>You said so</source>
   <translation>您说过</translation>
  </message>
  <message>
   <source>Your day would look like this</source>
   <translation>您的一天会是这样</translation>
  </message>
  <message>
   <source>Your last action may not have finished. Recording is a separate process and continues; nothing that was saved is lost. Below is everything a report would contain: no text from your screen, no names. It is not sent.</source>
   <translation>您最后的操作可能没有完成。录制是独立的进程，会继续运行；已保存的内容不会丢失。下面是报告会包含的全部内容：没有屏幕文字，没有名称。它不会被发送。</translation>
  </message>
  <message>
   <source>Your memories could not be read</source>
   <translation>无法读取您的记忆</translation>
  </message>
  <message>
   <source>Your memory could not be used</source>
   <translation>无法使用您的记忆</translation>
  </message>
  <message>
   <source>Your memory has its passphrase already. You need it each time you open Afterglow.</source>
   <translation>您的记忆已有密码短语。每次打开 Afterglow 时都需要它。</translation>
  </message>
  <message>
   <source>Your memory is locked</source>
   <translation>您的记忆已锁定</translation>
  </message>
  <message>
   <source>Your memory's folder is older than the last one seen on this computer</source>
   <translation>您的记忆文件夹比这台电脑上次见到的要旧</translation>
  </message>
  <message>
   <source>Your question</source>
   <translation>您的问题</translation>
  </message>
  <message>
   <source>Your recovery key</source>
   <translation>您的恢复密钥</translation>
  </message>
  <message>
   <source>Your screen is not being recorded</source>
   <translation>您的屏幕没有被录制</translation>
  </message>
  <message>
   <source>Your system’s key store opens your memory when you log in. There is no passphrase to remember. Your system may ask for the key store’s own password now.</source>
   <translation>登录后，系统的密钥库会打开您的记忆。您不需要记密码短语。系统现在可能会询问密钥库自己的密码。</translation>
  </message>
  <message>
   <source>Zoom in (+)</source>
   <translation>放大 (+)</translation>
  </message>
  <message>
   <source>Zoom in, out, whole day</source>
   <translation>放大、缩小、整天</translation>
  </message>
  <message>
   <source>Zoom out (-)</source>
   <translation>缩小 (-)</translation>
  </message>
  <message>
   <source>Zoom, fit</source>
   <translation>缩放、适应</translation>
  </message>
  <message>
   <source>`afterglow memories --kind vault` shows them with their ids.</source>
   <translation>`afterglow memories --kind vault` 会显示它们及其编号。</translation>
  </message>
  <message>
   <source>`afterglow memories` shows them with their ids.</source>
   <translation>`afterglow memories` 会显示它们及其编号。</translation>
  </message>
  <message>
   <source>a Markdown export is for reading</source>
   <translation>Markdown 导出仅供阅读</translation>
  </message>
  <message>
   <source>a memory needs a summary and evidence</source>
   <translation>记忆需要摘要和依据</translation>
  </message>
  <message>
   <source>a part of the window's title</source>
   <translation>窗口标题的一部分</translation>
  </message>
  <message>
   <source>a plain export has no passphrase</source>
   <translation>明文导出没有密码短语</translation>
  </message>
  <message>
   <source>a video, one picture every 30 s</source>
   <translation>视频，每 30 秒一张图片</translation>
  </message>
  <message>
   <source>after</source>
   <translation>之后</translation>
  </message>
  <message>
   <source>after you press Start recording</source>
   <translation>按下“开始录制”之后</translation>
  </message>
  <message>
   <source>afterglow models forget, on the command line</source>
   <translation>afterglow models forget（命令行）</translation>
  </message>
  <message>
   <source>also after: and on:</source>
   <translation>也可以用 after: 和 on:</translation>
  </message>
  <message>
   <source>an exclusion rule is empty</source>
   <translation>排除规则为空</translation>
  </message>
  <message>
   <source>anchor (the record of the newest versions is missing)</source>
   <translation>锚（最新版本的记录缺失）</translation>
  </message>
  <message>
   <source>and</source>
   <translation>和</translation>
  </message>
  <message>
   <source>and {number} more</source>
   <translation>另外 {number} 条</translation>
  </message>
  <message>
   <source>answered</source>
   <translation>已回答</translation>
  </message>
  <message>
   <source>apps that are never saved</source>
   <translation>永不保存的应用</translation>
  </message>
  <message>
   <source>ask the address below once a day whether there is a newer version. It is told which version you have, and nothing else; nothing is downloaded or installed</source>
   <translation>每天向下面的地址查询一次是否有新版本。对方只会知道您的版本号；不会下载或安装任何内容</translation>
  </message>
  <message>
   <source>asked a question</source>
   <translation>提出了问题</translation>
  </message>
  <message>
   <source>before</source>
   <translation>之前</translation>
  </message>
  <message>
   <source>d</source>
   <translation>M月d日</translation>
  </message>
  <message>
   <source>d MMM</source>
   <translation>M月d日</translation>
  </message>
  <message>
   <source>d MMM yyyy</source>
   <translation>yyyy年M月d日</translation>
  </message>
  <message>
   <source>d MMMM</source>
   <translation>M月d日</translation>
  </message>
  <message>
   <source>d MMMM yyyy</source>
   <translation>yyyy年M月d日</translation>
  </message>
  <message>
   <source>days (0: never)</source>
   <translation>天（0：从不）</translation>
  </message>
  <message>
   <source>days after which tidying (`afterglow reflect`) removes a memory that was seen at one moment only, 0 for never. The moment itself stays, and the removal can be undone</source>
   <translation>整理（`afterglow reflect`）在多少天后移除只在一个时刻看到的记忆，0 表示从不。时刻本身保留，移除可以撤销</translation>
  </message>
  <message>
   <source>ddd d</source>
   <translation>d日 ddd</translation>
  </message>
  <message>
   <source>ddd d MMM</source>
   <translation>M月d日 ddd</translation>
  </message>
  <message>
   <source>ddd d MMM yyyy</source>
   <translation>yyyy年M月d日 ddd</translation>
  </message>
  <message>
   <source>dddd</source>
   <translation>dddd</translation>
  </message>
  <message>
   <source>dddd d MMMM</source>
   <translation>M月d日 dddd</translation>
  </message>
  <message>
   <source>dddd d MMMM yyyy</source>
   <translation>yyyy年M月d日 dddd</translation>
  </message>
  <message>
   <source>e.g. Ctrl+Alt+Delete</source>
   <translation>例如 Ctrl+Alt+Delete</translation>
  </message>
  <message>
   <source>e.g. Ctrl+Alt+P</source>
   <translation>例如 Ctrl+Alt+P</translation>
  </message>
  <message>
   <source>e.g. Ctrl+Alt+Space</source>
   <translation>例如 Ctrl+Alt+Space</translation>
  </message>
  <message>
   <source>exclude a word</source>
   <translation>排除一个词</translation>
  </message>
  <message>
   <source>exported</source>
   <translation>导出了内容</translation>
  </message>
  <message>
   <source>failed</source>
   <translation>失败</translation>
  </message>
  <message>
   <source>forgot something</source>
   <translation>忘记了内容</translation>
  </message>
  <message>
   <source>forgotten rows could not be removed from the files</source>
   <translation>已忘记的行无法从文件中删除</translation>
  </message>
  <message>
   <source>from this day on</source>
   <translation>从某天起</translation>
  </message>
  <message>
   <source>gigabytes that the memory may take, 0 for no limit. Beyond that, the oldest pictures that are not pinned are compressed, then reduced to thumbnails, then only their text stays; recording continues</source>
   <translation>记忆可占用的 GB 数，0 表示无上限。超出后，最旧且未固定的图片会被压缩，再变为缩略图，最后只保留文字；录制会继续</translation>
  </message>
  <message>
   <source>high</source>
   <translation>高</translation>
  </message>
  <message>
   <source>how much of the computer reading may use. Light: the newest picture, with 5 % of a core on average, the rest while you are away. Balanced: the newest picture within seconds, with a quarter of a core, everything while you are away. Full: everything at once, on as many threads as allowed</source>
   <translation>识别可以占用多少计算资源。轻：只识别最新图片，平均占用单核的 5 %，其余在您离开时处理。均衡：几秒内识别最新图片，占用单核的四分之一，其余在您离开时处理。全力：立即识别全部，使用允许的所有线程</translation>
  </message>
  <message>
   <source>https address that is asked; without one, nothing is asked</source>
   <translation>要查询的 https 地址；留空则不查询</translation>
  </message>
  <message>
   <source>https://…</source>
   <translation>https://…</translation>
  </message>
  <message>
   <source>it is not clear what to forget</source>
   <translation>没有说明要忘记什么</translation>
  </message>
  <message>
   <source>it is not there any more</source>
   <translation>它已不存在</translation>
  </message>
  <message>
   <source>it is on a disk that cannot lock files, as some network folders</source>
   <translation>它位于无法锁定文件的磁盘上，例如某些网络文件夹</translation>
  </message>
  <message>
   <source>it is read-only</source>
   <translation>它是只读的</translation>
  </message>
  <message>
   <source>its process ended while a list was read</source>
   <translation>读取列表时其进程已结束</translation>
  </message>
  <message>
   <source>language of the window; what the screen showed stays as it was</source>
   <translation>窗口的语言；屏幕显示过的内容保持原样</translation>
  </message>
  <message>
   <source>loading bay</source>
   <translation>装卸区</translation>
  </message>
  <message>
   <source>lock the memory when the computer's screen is locked</source>
   <translation>计算机屏幕锁定时锁定记忆</translation>
  </message>
  <message>
   <source>low</source>
   <translation>低</translation>
  </message>
  <message>
   <source>medium</source>
   <translation>中</translation>
  </message>
  <message>
   <source>megabytes of encrypted pictures that may wait to be read</source>
   <translation>等待识别的加密图片最多可占用的 MB 数</translation>
  </message>
  <message>
   <source>megabytes that are always left free on the disk</source>
   <translation>磁盘上始终保留的 MB 数</translation>
  </message>
  <message>
   <source>memories are exported together with their moments</source>
   <translation>记忆随其时刻一起导出</translation>
  </message>
  <message>
   <source>memory locked</source>
   <translation>记忆已锁定</translation>
  </message>
  <message>
   <source>minutes without input</source>
   <translation>分钟无操作</translation>
  </message>
  <message>
   <source>minutes without input after which the memory locks, 0 for never; what is recorded then is read after you unlock it. Not available on Wayland</source>
   <translation>无操作多少分钟后锁定记忆，0 表示从不；此后录制的内容在解锁后识别。Wayland 下不可用</translation>
  </message>
  <message>
   <source>mostly {names}</source>
   <translation>主要是{names}</translation>
  </message>
  <message>
   <source>new moments</source>
   <translation>新的时刻</translation>
  </message>
  <message>
   <source>no pictures</source>
   <translation>不含图片</translation>
  </message>
  <message>
   <source>nothing was recorded on this day</source>
   <translation>这一天没有任何记录</translation>
  </message>
  <message>
   <source>nothing was running</source>
   <translation>没有运行</translation>
  </message>
  <message>
   <source>on</source>
   <translation>日期</translation>
  </message>
  <message>
   <source>one day</source>
   <translation>某一天</translation>
  </message>
  <message>
   <source>one kind of result</source>
   <translation>某一类结果</translation>
  </message>
  <message>
   <source>one shortcut cannot do two things</source>
   <translation>一个快捷键不能有两种用途</translation>
  </message>
  <message>
   <source>only memories of the same kind can be merged</source>
   <translation>只有同一类的记忆才能合并</translation>
  </message>
  <message>
   <source>only one app</source>
   <translation>仅某个应用</translation>
  </message>
  <message>
   <source>only one site</source>
   <translation>仅某个网站</translation>
  </message>
  <message>
   <source>open-clip-torch</source>
   <translation>open-clip-torch</translation>
  </message>
  <message>
   <source>part of a window title, or /a regular expression/</source>
   <translation>窗口标题的一部分，或 /正则表达式/</translation>
  </message>
  <message>
   <source>password manager</source>
   <translation>密码管理器</translation>
  </message>
  <message>
   <source>path</source>
   <translation>路径</translation>
  </message>
  <message>
   <source>path of an open-clip model's weights; empty: no image model</source>
   <translation>open-clip 模型权重的路径；留空：不使用图像模型</translation>
  </message>
  <message>
   <source>paused</source>
   <translation>已暂停</translation>
  </message>
  <message>
   <source>private and incognito windows are never saved</source>
   <translation>隐私和无痕窗口永不保存</translation>
  </message>
  <message>
   <source>private browsing</source>
   <translation>隐私浏览</translation>
  </message>
  <message>
   <source>questions and what was found for them</source>
   <translation>问题及找到的内容</translation>
  </message>
  <message>
   <source>restored</source>
   <translation>恢复了内容</translation>
  </message>
  <message>
   <source>result unknown</source>
   <translation>结果未知</translation>
  </message>
  <message>
   <source>revealed a secret</source>
   <translation>显示了机密</translation>
  </message>
  <message>
   <source>save the value of a key or password that was on the screen, encrypted with the vault's own key and shown only on request. Off: what is read from then on is blacked out and its value discarded</source>
   <translation>保存屏幕上出现的密钥或密码的值，用保险库专用密钥加密，只在要求时显示。关闭后：此后识别到的内容会被涂黑，其值会被丢弃</translation>
  </message>
  <message>
   <source>screen locked</source>
   <translation>屏幕已锁定</translation>
  </message>
  <message>
   <source>searched</source>
   <translation>进行了搜索</translation>
  </message>
  <message>
   <source>seconds</source>
   <translation>秒</translation>
  </message>
  <message>
   <source>seconds between checks while you are away</source>
   <translation>您离开时两次检查之间的秒数</translation>
  </message>
  <message>
   <source>seconds between two checks of the screen</source>
   <translation>两次检查屏幕之间的秒数</translation>
  </message>
  <message>
   <source>seconds without input</source>
   <translation>秒无操作</translation>
  </message>
  <message>
   <source>seconds without input after which you count as away</source>
   <translation>无操作多少秒后视为离开</translation>
  </message>
  <message>
   <source>seen {count}</source>
   <translation>看到{count}</translation>
  </message>
  <message>
   <source>shortcut that forgets the last ten minutes after you confirm; X11 only</source>
   <translation>确认后忘记最近十分钟的快捷键；仅限 X11</translation>
  </message>
  <message>
   <source>shortcut that opens the search from any app; X11 only</source>
   <translation>在任何应用中打开搜索的快捷键；仅限 X11</translation>
  </message>
  <message>
   <source>shortcut that pauses or resumes recording from any app; X11 only</source>
   <translation>在任何应用中暂停或继续录制的快捷键；仅限 X11</translation>
  </message>
  <message>
   <source>similar to a moment</source>
   <translation>与某个时刻相似</translation>
  </message>
  <message>
   <source>sites that are never saved, including their subdomains</source>
   <translation>永不保存的网站，包括其子域名</translation>
  </message>
  <message>
   <source>skipped</source>
   <translation>已跳过</translation>
  </message>
  <message>
   <source>something else of that name is in the way</source>
   <translation>有同名的其他内容</translation>
  </message>
  <message>
   <source>start recording in the background when you log in</source>
   <translation>登录时在后台启动并录制</translation>
  </message>
  <message>
   <source>stopped</source>
   <translation>已停止</translation>
  </message>
  <message>
   <source>test a rule exclusion window saved try rules</source>
   <translation>规则 测试 排除 窗口 保存 rule test</translation>
  </message>
  <message>
   <source>that endpoint is on another machine, and http would send what you see over the network unencrypted</source>
   <translation>该服务在另一台计算机上，http 会在网络上不加密地发送您看到的内容</translation>
  </message>
  <message>
   <source>that is not the address of an endpoint</source>
   <translation>这不是服务地址</translation>
  </message>
  <message>
   <source>that is the only way to unlock the memory</source>
   <translation>这是解锁记忆的唯一方式</translation>
  </message>
  <message>
   <source>the archive is encrypted</source>
   <translation>存档已加密</translation>
  </message>
  <message>
   <source>the archive is encrypted, but not with a passphrase</source>
   <translation>存档已加密，但不是用密码短语</translation>
  </message>
  <message>
   <source>the archive needs a passphrase</source>
   <translation>存档需要密码短语</translation>
  </message>
  <message>
   <source>the disk of the memory is almost full</source>
   <translation>记忆所在的磁盘几乎已满</translation>
  </message>
  <message>
   <source>the disk reports an error</source>
   <translation>磁盘报告错误</translation>
  </message>
  <message>
   <source>the endpoint is not allowed for that</source>
   <translation>该服务未被允许用于此</translation>
  </message>
  <message>
   <source>the latest {most} of {there} moments</source>
   <translation>{there} 个时刻中最近的 {most} 个</translation>
  </message>
  <message>
   <source>the memory was changed again since then</source>
   <translation>该记忆此后又被更改过</translation>
  </message>
  <message>
   <source>the most threads used for reading with full processor use, and for an import or a command that waits for it; otherwise one</source>
   <translation>识别时最多使用的线程数：用于全力模式，以及等待识别的导入或命令；其他情况为一个</translation>
  </message>
  <message>
   <source>the open-clip name of that model</source>
   <translation>该模型的 open-clip 名称</translation>
  </message>
  <message>
   <source>the passphrase file is empty</source>
   <translation>密码短语文件是空的</translation>
  </message>
  <message>
   <source>the passphrase is empty</source>
   <translation>密码短语为空</translation>
  </message>
  <message>
   <source>the two passphrases differ</source>
   <translation>两次输入的密码短语不一致</translation>
  </message>
  <message>
   <source>the vault has no such entry</source>
   <translation>保险库中没有这个条目</translation>
  </message>
  <message>
   <source>the windows kept changing</source>
   <translation>窗口一直在变化</translation>
  </message>
  <message>
   <source>there is already a key file</source>
   <translation>密钥文件已存在</translation>
  </message>
  <message>
   <source>there is no memory here yet</source>
   <translation>这里还没有记忆</translation>
  </message>
  <message>
   <source>there is no memory to record into yet</source>
   <translation>还没有可以录入的记忆</translation>
  </message>
  <message>
   <source>there is no recovery key yet</source>
   <translation>还没有恢复密钥</translation>
  </message>
  <message>
   <source>there is no such memory</source>
   <translation>没有这条记忆</translation>
  </message>
  <message>
   <source>there is no such moment</source>
   <translation>没有这个时刻</translation>
  </message>
  <message>
   <source>these keys could never be opened again</source>
   <translation>这些密钥将永远无法再打开</translation>
  </message>
  <message>
   <source>this Wayland session has no X server</source>
   <translation>此 Wayland 会话没有 X 服务器</translation>
  </message>
  <message>
   <source>this account has no folder of its own (HOME is not set)</source>
   <translation>此账户没有自己的文件夹（未设置 HOME）</translation>
  </message>
  <message>
   <source>this computer</source>
   <translation>这台计算机</translation>
  </message>
  <message>
   <source>this is not the archive's passphrase</source>
   <translation>这不是存档的密码短语</translation>
  </message>
  <message>
   <source>this memory no longer exists</source>
   <translation>这条记忆已不存在</translation>
  </message>
  <message>
   <source>this window</source>
   <translation>此窗口</translation>
  </message>
  <message>
   <source>times in your own words</source>
   <translation>用自己的话描述时间</translation>
  </message>
  <message>
   <source>undone</source>
   <translation>已撤销</translation>
  </message>
  <message>
   <source>unknown window</source>
   <translation>未知窗口</translation>
  </message>
  <message>
   <source>until {day}</source>
   <translation>至 {day}</translation>
  </message>
  <message>
   <source>up to this day</source>
   <translation>到某天为止</translation>
  </message>
  <message>
   <source>what closing the window does: ask or tell the first time, keep recording, or quit</source>
   <translation>关闭窗口时：第一次询问或提示、继续录制，或退出</translation>
  </message>
  <message>
   <source>what happens with windows whose app is unknown</source>
   <translation>如何处理应用未知的窗口</translation>
  </message>
  <message>
   <source>what you told Afterglow</source>
   <translation>您告诉 Afterglow 的话</translation>
  </message>
  <message>
   <source>windows of password managers are never saved</source>
   <translation>密码管理器的窗口永不保存</translation>
  </message>
  <message>
   <source>with pictures</source>
   <translation>含图片</translation>
  </message>
  <message>
   <source>without {value}</source>
   <translation>不含 {value}</translation>
  </message>
  <message>
   <source>words in exactly this order</source>
   <translation>词语按此顺序出现</translation>
  </message>
  <message>
   <source>yesterday afternoon</source>
   <translation>昨天下午</translation>
  </message>
  <message>
   <source>you</source>
   <translation>您</translation>
  </message>
  <message>
   <source>your account may not use it</source>
   <translation>您的账户无权使用它</translation>
  </message>
  <message>
   <source>{confidence} sure</source>
   <translation>{confidence} 确定</translation>
  </message>
  <message>
   <source>{count} memories selected</source>
   <translation>已选择 {count} 条记忆</translation>
  </message>
  <message>
   <source>{count} redacted</source>
   <translation>{count}已遮盖</translation>
  </message>
  <message>
   <source>{count} stored files are damaged: {names}</source>
   <translation>{count} 个已存储的文件已损坏：{names}</translation>
  </message>
  <message>
   <source>{count} to process</source>
   <translation>{count}待处理</translation>
  </message>
  <message>
   <source>{done} of {count}</source>
   <translation>{done} / {count}</translation>
  </message>
  <message>
   <source>{found} in {windows}</source>
   <translation>{windows}中的{found}</translation>
  </message>
  <message>
   <source>{hours} h</source>
   <translation>{hours} 小时</translation>
  </message>
  <message>
   <source>{hours} h {minutes} min</source>
   <translation>{hours} 小时 {minutes} 分</translation>
  </message>
  <message>
   <source>{kept} saved</source>
   <translation>已保存 {kept}</translation>
  </message>
  <message>
   <source>{minutes} min</source>
   <translation>{minutes} 分钟</translation>
  </message>
  <message>
   <source>{model} on {where} ({url}) may receive {uses}, {pictures}. Allowed: {when}</source>
   <translation>{where}上的 {model} ({url}) 可以接收{uses}，{pictures}。允许于：{when}</translation>
  </message>
  <message>
   <source>{moments} not read yet. This page looks again by itself.</source>
   <translation>还有 {moments} 尚未读取。本页会自动再次搜索。</translation>
  </message>
  <message>
   <source>{names} and every other known one</source>
   <translation>{names} 以及其他所有已知的</translation>
  </message>
  <message>
   <source>{name} of the window to test</source>
   <translation>要测试的窗口的{name}</translation>
  </message>
  <message>
   <source>{number} more</source>
   <translation>另外 {number} 个</translation>
  </message>
  <message numerus="yes">
   <source>{n} batches</source>
   <extracomment>{n} batch</extracomment>
   <translation>
    <numerusform>{n} 批</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} changes</source>
   <extracomment>{n} change</extracomment>
   <translation>
    <numerusform>{n} 次更改</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} characters</source>
   <extracomment>{n} character</extracomment>
   <translation>
    <numerusform>{n} 个字符</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} checks</source>
   <extracomment>{n} check</extracomment>
   <translation>
    <numerusform>{n} 次</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} entries</source>
   <extracomment>{n} entry</extracomment>
   <translation>
    <numerusform>{n} 个条目</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} hits</source>
   <extracomment>{n} hit</extracomment>
   <translation>
    <numerusform>{n} 个结果</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} lines</source>
   <extracomment>{n} line</extracomment>
   <translation>
    <numerusform>{n} 行</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} matches</source>
   <extracomment>{n} match</extracomment>
   <translation>
    <numerusform>{n} 处匹配</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} memories</source>
   <extracomment>{n} memory</extracomment>
   <translation>
    <numerusform>{n} 条记忆</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} moments</source>
   <extracomment>{n} moment</extracomment>
   <translation>
    <numerusform>{n} 个时刻</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} moments have not been processed yet.</source>
   <extracomment>{n} moment has not been processed yet.</extracomment>
   <translation>
    <numerusform>还有 {n} 个时刻尚未处理。</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} more days at the current rate</source>
   <extracomment>{n} more day at the current rate</extracomment>
   <translation>
    <numerusform>按目前的用量还可用 {n} 天</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} more periods were not recorded</source>
   <extracomment>{n} more period was not recorded</extracomment>
   <translation>
    <numerusform>还有 {n} 段时间没有录制</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} periods</source>
   <extracomment>{n} period</extracomment>
   <translation>
    <numerusform>{n} 段</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} pictures</source>
   <extracomment>{n} picture</extracomment>
   <translation>
    <numerusform>{n} 张图片</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} requests</source>
   <extracomment>{n} request</extracomment>
   <translation>
    <numerusform>{n} 次请求</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} screens</source>
   <extracomment>{n} screen</extracomment>
   <translation>
    <numerusform>{n} 个屏幕</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} seconds</source>
   <extracomment>{n} second</extracomment>
   <translation>
    <numerusform>{n} 秒</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} steps</source>
   <extracomment>{n} step</extracomment>
   <translation>
    <numerusform>{n} 个步骤</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} times</source>
   <extracomment>{n} time</extracomment>
   <translation>
    <numerusform>{n} 次</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} windows</source>
   <extracomment>{n} window</extracomment>
   <translation>
    <numerusform>{n} 个窗口</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} words</source>
   <extracomment>{n} word</extracomment>
   <translation>
    <numerusform>{n} 个词</numerusform>
   </translation>
  </message>
  <message>
   <source>{pending} waiting to be read</source>
   <translation>{pending} 待识别</translation>
  </message>
  <message>
   <source>{pending} waiting to be read on mains power</source>
   <translation>{pending} 等待接通电源后识别</translation>
  </message>
  <message>
   <source>{pending} waiting to be read when you are away</source>
   <translation>{pending} 等您离开后识别</translation>
  </message>
  <message>
   <source>{pending} waiting until the battery is charged</source>
   <translation>{pending} 等待电池充电</translation>
  </message>
  <message>
   <source>{pending} waiting until the computer has cooled down</source>
   <translation>{pending} 等待计算机降温</translation>
  </message>
  <message>
   <source>{said} things you told Afterglow</source>
   <translation>您告诉 Afterglow 的 {said} 件事</translation>
  </message>
  <message>
   <source>{seconds} s</source>
   <translation>{seconds} 秒</translation>
  </message>
  <message>
   <source>{size} in {objects} files</source>
   <translation>{objects} 个文件，共 {size}</translation>
  </message>
  <message>
   <source>{skipped} skipped</source>
   <translation>已跳过 {skipped}</translation>
  </message>
  <message>
   <source>{tokens_in} tokens sent, {tokens_out} received</source>
   <translation>发送 {tokens_in} 个 token，收到 {tokens_out} 个</translation>
  </message>
  <message>
   <source>{told}. Press Ctrl+Z to undo.</source>
   <translation>{told}。按 Ctrl+Z 可撤销。</translation>
  </message>
  <message>
   <source>{told}. {more} more from this window</source>
   <translation>{told}。此窗口还有 {more} 个</translation>
  </message>
  <message>
   <source>{what} to {url}: {told}{pictures}; {ending} after {seconds} s</source>
   <translation>{what}发送到 {url}：{told}{pictures}；{seconds} 秒后{ending}</translation>
  </message>
  <message>
   <source>{where} was not recorded: {why}</source>
   <translation>{where} 没有录制：{why}</translation>
  </message>
  <message>
   <source>{words} read in {seconds} s</source>
   <translation>在 {seconds} 秒内读出 {words}</translation>
  </message>
  <message>
   <source>{wrong} wrong attempts. You can try again in {count}.</source>
   <translation>已输错 {wrong} 次。{count}后可以再试。</translation>
  </message>
  <message>
   <source>“… at loading bay B.”</source>
   <translation>“……在装卸区 B。”</translation>
  </message>
 </context>
 <context>
  <name>Keyboard</name>
  <message>
   <source>Alt</source>
   <translation>Alt</translation>
  </message>
  <message>
   <source>Ctrl</source>
   <translation>Ctrl</translation>
  </message>
  <message>
   <source>Del</source>
   <translation>Del</translation>
  </message>
  <message>
   <source>Delete</source>
   <translation>Delete</translation>
  </message>
  <message>
   <source>Drag</source>
   <translation>拖动</translation>
  </message>
  <message>
   <source>Enter</source>
   <translation>Enter</translation>
  </message>
  <message>
   <source>Esc</source>
   <translation>Esc</translation>
  </message>
  <message>
   <source>Page</source>
   <translation>Page</translation>
  </message>
  <message>
   <source>Shift</source>
   <translation>Shift</translation>
  </message>
  <message>
   <source>Space</source>
   <translation>Space</translation>
  </message>
  <message>
   <source>Tab</source>
   <translation>Tab</translation>
  </message>
 </context>
</TS>
